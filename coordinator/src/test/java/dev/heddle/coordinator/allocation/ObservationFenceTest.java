package dev.heddle.coordinator.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.FakeEngine;
import dev.heddle.coordinator.topology.NodeObservation;
import dev.heddle.testing.Combinations;
import dev.heddle.testing.Than;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of two observations of a node counts, in every combination of what is looked at. */
class ObservationFenceTest {

    private static final long SESSION = 40;
    private static final long WORDS = 20;

    /** An observation that comes, as it stands to the one that is known. */
    record Heard(Than session, Than words, boolean knownConnected, boolean connected, boolean adopted) {

        NodeObservation known() {
            return said(SESSION, WORDS, knownConnected, "known");
        }

        NodeObservation heard() {
            return said(session.of(SESSION), words.of(WORDS), connected, "heard");
        }

        NodeObservation after() {
            Image before = FenceScene.hearing(image(adopted), known());
            return FenceScene.deciding(before, heard())
                    .view(FenceScene.SPEAKER.name)
                    .orElseThrow()
                    .observation();
        }

        /** Of the highest session, in it what was said last; a session that is closed does not open again. */
        boolean mustCount() {
            return switch (session) {
                case LOWER -> false;
                case EQUAL -> words != Than.LOWER && (knownConnected || !connected);
                case HIGHER -> true;
            };
        }
    }

    private static Image image(boolean adopted) {
        UnitRecord unit = FenceScene.unit(new UnitNode.State(false, false, false));
        return FenceScene.image(adopted ? unit : unit.without(FenceScene.SPEAKER.name), FenceScene.EPOCH);
    }

    private static NodeObservation said(long session, long words, boolean connected, String replica) {
        return new NodeObservation(
                FenceScene.hello(FenceScene.SPEAKER, FenceScene.ADOPTED, 0),
                session,
                words,
                replica,
                connected,
                FenceScene.NOW,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void newestWordOfTheHighestSessionCountsAndWhatIsClosedStaysClosed() {
        List<Heard> all = Combinations.of(Heard.class);
        assertThat(all).hasSize(72);
        assertThat(all.stream().filter(Heard::mustCount)).hasSize(36);
        for (Heard heard : all) {
            assertThat(heard.after()).as(heard.toString()).isEqualTo(heard.mustCount() ? heard.heard() : heard.known());
        }
    }

    @Test
    void firstWordOfANodeCountsWhateverItsNumbersAre() {
        for (boolean adopted : List.of(true, false)) {
            for (boolean connected : List.of(true, false)) {
                NodeObservation first = said(1, 0, connected, FakeEngine.REPLICA);
                assertThat(FenceScene.deciding(image(adopted), first)
                                .view(FenceScene.SPEAKER.name)
                                .orElseThrow()
                                .observation())
                        .isEqualTo(first);
            }
        }
    }
}
