package dev.heddle.coordinator.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import dev.heddle.testing.Combinations;
import dev.heddle.testing.Than;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** When a record counts as older than what its agents hold, in every combination of what is looked at. */
class RestoredFenceTest {

    /** The generation that the node's applied state names, as it stands to the record's. */
    enum Names {
        NOTHING_YET,
        AN_OLDER,
        THE_SAME,
        A_NEWER;

        Optional<Long> generation() {
            return switch (this) {
                case NOTHING_YET -> Optional.empty();
                case AN_OLDER -> Optional.of(FenceScene.GENERATION - 1);
                case THE_SAME -> Optional.of(FenceScene.GENERATION);
                case A_NEWER -> Optional.of(FenceScene.GENERATION + 1);
            };
        }
    }

    /** Whom the record waits for. */
    record Awaited(boolean speaker, boolean peer) {

        SortedSet<NodeName> names() {
            SortedSet<NodeName> names = new TreeSet<>();
            if (speaker) {
                names.add(FenceScene.SPEAKER.name);
            }
            if (peer) {
                names.add(FenceScene.PEER.name);
            }
            return names;
        }
    }

    private static UnitRecord unit(boolean fenced, boolean peerFenced, Awaited awaited) {
        return FenceScene.unit(new UnitNode.State(false, false, fenced))
                .with(FenceScene.node(FenceScene.PEER, new UnitNode.State(false, false, peerFenced)))
                .withBehind(awaited.names());
    }

    /** A word of a node. */
    record Word(
            Names applied,
            Than hello,
            boolean awaited,
            boolean peerAwaited,
            boolean fenced,
            boolean peerFenced,
            boolean holdsUnknown,
            boolean connected) {

        Image after() {
            UnitRecord unit = RestoredFenceTest.unit(fenced, peerFenced, new Awaited(awaited, peerAwaited));
            Optional<Applied> holds = applied.generation()
                    .map(generation -> FenceScene.applied(
                            new Stamp(FenceScene.EPOCH - 1, generation),
                            FenceScene.ADOPTED,
                            RecordState.INTACT,
                            holdsUnknown));
            return FenceScene.deciding(
                    FenceScene.image(unit, FenceScene.EPOCH),
                    FenceScene.saying(
                            FenceScene.hello(FenceScene.SPEAKER, FenceScene.ADOPTED, hello.of(FenceScene.GENERATION)),
                            connected,
                            true,
                            holds));
        }

        /** It was told something that its record does not know. */
        boolean proves() {
            return connected && (applied == Names.A_NEWER || hello == Than.HIGHER);
        }

        /** It was waited for, or should have been, and says what it holds. */
        boolean isTakenDown() {
            return connected && (awaited || proves()) && applied != Names.NOTHING_YET;
        }

        /** Once one node proves it, every node is waited for until it has spoken: a fence in the record may have ended. */
        Awaited left() {
            boolean first = proves() && !awaited && !peerAwaited;
            return new Awaited((awaited || proves()) && !isTakenDown(), peerAwaited || first);
        }
    }

    @Test
    void recordIsNotBelievedUntilEachNodeThatMayHoldSomethingHasSpoken() {
        List<Word> words = Combinations.of(Word.class);
        assertThat(words).hasSize(768);
        for (Word word : words) {
            Image after = word.after();
            UnitRecord unit = FenceScene.unit(after);
            assertThat(unit.behind()).as(word.toString()).isEqualTo(word.left().names());
            assertThat(unit.grant(FenceScene.GANG).isPresent())
                    .as(word.toString())
                    .isEqualTo(word.isTakenDown() && word.holdsUnknown());
            assertThat(DesiredState.of(after, FenceScene.SPEAKER.name).isPresent())
                    .as(word.toString())
                    .isEqualTo(word.connected()
                            && word.applied() != Names.NOTHING_YET
                            && word.left().names().isEmpty());
        }
    }

    @Test
    void whatIsTakenDownIsGrantedAboveEveryGenerationThatTheNodeWasTold() {
        for (Word word : Combinations.of(Word.class)) {
            Image after = word.after();
            if (word.isTakenDown()) {
                assertThat(FenceScene.speaker(after).generation())
                        .as(word.toString())
                        .isGreaterThan(FenceScene.GENERATION + (word.proves() ? 1 : 0));
            }
            if (word.isTakenDown() && word.holdsUnknown()) {
                assertThat(after.computeDomains()
                                .get(FenceScene.GANG)
                                .orElseThrow()
                                .computeDomain()
                                .phase())
                        .as(word.toString())
                        .isEqualTo(Phase.ORPHANED);
            }
        }
    }

    /** A take-over. */
    record TakeOver(boolean ledgerOlder, boolean fenced, boolean peerFenced, boolean awaited, boolean peerAwaited) {

        Image after() {
            UnitRecord unit = RestoredFenceTest.unit(fenced, peerFenced, new Awaited(awaited, peerAwaited));
            return FenceScene.deciding(FenceScene.image(unit, FenceScene.EPOCH - 1), new Command.TakeOver(ledgerOlder));
        }

        Awaited left() {
            return new Awaited(awaited || ledgerOlder, peerAwaited || ledgerOlder);
        }
    }

    @Test
    void leaderThatKnowsItsLedgerToBeOlderWaitsForEveryNodeFencedOnesToo() {
        List<TakeOver> all = Combinations.of(TakeOver.class);
        assertThat(all).hasSize(32);
        for (TakeOver takeOver : all) {
            assertThat(FenceScene.unit(takeOver.after()).behind())
                    .as(takeOver.toString())
                    .isEqualTo(takeOver.left().names());
        }
    }
}
