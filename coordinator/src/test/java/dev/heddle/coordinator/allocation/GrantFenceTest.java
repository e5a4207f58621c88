package dev.heddle.coordinator.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import dev.heddle.coordinator.placement.CliqueRoom;
import dev.heddle.coordinator.topology.NodeObservation;
import dev.heddle.testing.Combinations;
import dev.heddle.testing.Than;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which node may be granted anything and what a node may be told, in every combination of what is looked at. */
class GrantFenceTest {

    /** The nodes whose word a record that is too old waits for. */
    enum Behind {
        NOBODY,
        THE_NODE,
        ITS_PEER;

        SortedSet<NodeName> nodes() {
            return switch (this) {
                case NOBODY -> new TreeSet<>();
                case THE_NODE -> new TreeSet<>(List.of(FenceScene.SPEAKER.name));
                case ITS_PEER -> new TreeSet<>(List.of(FenceScene.PEER.name));
            };
        }
    }

    /** What the node says of what it holds. */
    enum Says {
        NOTHING,
        ALL,
        THAT_IT_FORGOT
    }

    /** A node with four healthy GPUs of which nothing is granted. */
    record Candidate(
            boolean cordoned,
            boolean scrubbing,
            boolean connected,
            boolean reported,
            boolean ofAdopted,
            Says says,
            Than obeys,
            boolean stamped,
            Behind behind) {

        private Optional<Applied> applied() {
            Stamp stamp = new Stamp(obeys.of(writtenUnder()), FenceScene.GENERATION);
            return switch (says) {
                case NOTHING -> Optional.empty();
                case ALL -> Optional.of(FenceScene.applied(stamp, FenceScene.ADOPTED, RecordState.INTACT, false));
                case THAT_IT_FORGOT ->
                    Optional.of(FenceScene.applied(stamp, FenceScene.ADOPTED, RecordState.AMNESIA, false));
            };
        }

        private long writtenUnder() {
            return FenceScene.EPOCH - (stamped ? 0 : 1);
        }

        int free() {
            UnitRecord unit = FenceScene.unit(new UnitNode.State(cordoned, scrubbing, false))
                    .withBehind(behind.nodes());
            Image image = FenceScene.hearing(
                    FenceScene.image(unit, writtenUnder()), said(connected, reported, ofAdopted, applied()));
            return image.rooms().stream()
                    .filter(room -> room.barred().isEmpty())
                    .map(CliqueRoom::nodes)
                    .flatMap(List::stream)
                    .mapToInt(room -> room.grantable())
                    .sum();
        }

        /** The ledger lets it, and its own words, under the leader that wrote its unit's record, confirm it. */
        boolean mayBeGranted() {
            boolean ledger = stamped && behind == Behind.NOBODY && !cordoned && !scrubbing;
            boolean heard = connected && reported && ofAdopted && says == Says.ALL;
            return ledger && heard && obeys != Than.LOWER;
        }
    }

    private static NodeObservation said(
            boolean connected, boolean reported, boolean ofAdopted, Optional<Applied> applied) {
        return FenceScene.saying(
                FenceScene.hello(FenceScene.SPEAKER, ofAdopted ? FenceScene.ADOPTED : FenceScene.ANOTHER, 0),
                connected,
                reported,
                applied);
    }

    @Test
    void nodeIsGrantedOnlyWhereLedgerAndAgentBothAgree() {
        List<Candidate> all = Combinations.of(Candidate.class);
        assertThat(all).hasSize(1_728);
        assertThat(all.stream().filter(Candidate::mayBeGranted)).hasSize(2);
        for (Candidate candidate : all) {
            assertThat(candidate.free()).as(candidate.toString()).isEqualTo(candidate.mayBeGranted() ? 4 : 0);
        }
    }

    /** A node with a grant, about to be told what it shall hold. */
    record Listener(
            boolean adopted,
            boolean stamped,
            Behind behind,
            boolean connected,
            boolean reported,
            boolean applied,
            boolean ofAdopted,
            boolean scrubbing,
            boolean releasing) {

        private UnitRecord unit() {
            UnitRecord unit = FenceScene.unit(new UnitNode.State(false, scrubbing, false))
                    .with(FenceScene.grant(releasing ? OptionalLong.of(FenceScene.GENERATION) : OptionalLong.empty()))
                    .withBehind(behind.nodes());
            return adopted ? unit : unit.without(FenceScene.SPEAKER.name);
        }

        Optional<String> told() {
            Optional<Applied> holds = Optional.of(FenceScene.applied(
                            new Stamp(FenceScene.EPOCH, FenceScene.GENERATION),
                            FenceScene.ADOPTED,
                            RecordState.INTACT,
                            true))
                    .filter(said -> applied);
            Image image = FenceScene.image(unit(), FenceScene.EPOCH - (stamped ? 0 : 1));
            Image heard = FenceScene.hearing(image, said(connected, reported, ofAdopted, holds));
            return DesiredState.of(heard, FenceScene.SPEAKER.name)
                    .map(desired -> desired.stamp() + " " + desired.boot() + " scrub " + desired.scrub() + " grants "
                            + desired.grants().size());
        }

        /** Everything in it is the ledger's, under the leader's epoch; nothing where the record may be wrong. */
        Optional<String> mustBeTold() {
            boolean sure = adopted && stamped && behind == Behind.NOBODY;
            boolean heard = connected && reported && applied && ofAdopted;
            return sure && heard
                    ? Optional.of(new Stamp(FenceScene.EPOCH, FenceScene.GENERATION) + " " + FenceScene.ADOPTED
                            + " scrub " + scrubbing + " grants " + (releasing ? 0 : 1))
                    : Optional.empty();
        }
    }

    @Test
    void nodeIsToldOnlyWhatAWholeRecordSaysAndOnlyAfterItWasHeard() {
        List<Listener> all = Combinations.of(Listener.class);
        assertThat(all).hasSize(768);
        assertThat(all.stream().filter(listener -> listener.mustBeTold().isPresent()))
                .hasSize(4);
        for (Listener listener : all) {
            assertThat(listener.told()).as(listener.toString()).isEqualTo(listener.mustBeTold());
        }
    }
}
