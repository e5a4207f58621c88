package dev.heddle.coordinator.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import dev.heddle.coordinator.topology.NodeObservation;
import dev.heddle.testing.Combinations;
import dev.heddle.testing.Than;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What an applied report settles, in every combination of what is looked at. */
class ReportFenceTest {

    /** Generation at which the order to give back was committed; the node's is above it. */
    private static final long RELEASE = FenceScene.GENERATION - 2;

    /** Generation that a report names. */
    enum Age {
        BEFORE_THE_RELEASE(RELEASE - 1),
        AT_THE_RELEASE(RELEASE),
        AFTER_THE_RELEASE(FenceScene.GENERATION),
        BEYOND_THE_RECORD(FenceScene.GENERATION + 1);

        private final long generation;

        Age(long generation) {
            this.generation = generation;
        }
    }

    /** Who says it. */
    record Speaker(Than epoch, boolean madeByAdopted, boolean saidByAdopted, RecordState record, boolean connected) {

        NodeObservation says(long generation, boolean listed) {
            Applied applied = FenceScene.applied(
                    new Stamp(epoch.of(FenceScene.EPOCH), generation),
                    madeByAdopted ? FenceScene.ADOPTED : FenceScene.ANOTHER,
                    record,
                    listed);
            return FenceScene.saying(
                    FenceScene.hello(FenceScene.SPEAKER, saidByAdopted ? FenceScene.ADOPTED : FenceScene.ANOTHER, 0),
                    connected,
                    true,
                    Optional.of(applied));
        }

        /** Under this leader, of the adopted boot and said by it, on an open stream, of an agent that knows. */
        boolean counts() {
            return epoch == Than.EQUAL && madeByAdopted && saidByAdopted && record == RecordState.INTACT && connected;
        }
    }

    private static UnitNode.State state(boolean scrubbing, boolean fenced) {
        return new UnitNode.State(false, scrubbing, fenced);
    }

    /** A report of a node that is, or is not, told to give back. */
    record OfGrant(
            Than epoch,
            boolean madeByAdopted,
            boolean saidByAdopted,
            RecordState record,
            boolean connected,
            Age age,
            boolean listed,
            boolean releasing,
            boolean fenced) {

        Speaker speaker() {
            return new Speaker(epoch, madeByAdopted, saidByAdopted, record, connected);
        }

        boolean mustFree() {
            return speaker().counts() && releasing && !listed && age != Age.BEFORE_THE_RELEASE;
        }

        Image after() {
            OptionalLong at = releasing ? OptionalLong.of(RELEASE) : OptionalLong.empty();
            UnitRecord unit = FenceScene.unit(state(false, fenced)).with(FenceScene.grant(at));
            Image before = Evolve.loaded(
                    FenceScene.image(unit, FenceScene.EPOCH),
                    FenceScene.gang(releasing ? Phase.RELEASING : Phase.READY),
                    1);
            return FenceScene.deciding(before, speaker().says(age.generation, listed));
        }
    }

    @Test
    void grantIsFreedOnlyByAReportInTheKnowledgeOfItsReleaseThatCountsAndDoesNotListIt() {
        List<OfGrant> reports = Combinations.of(OfGrant.class);
        assertThat(reports).hasSize(1_536);
        assertThat(reports.stream().filter(OfGrant::mustFree)).hasSize(6);
        for (OfGrant report : reports) {
            UnitGrant grant =
                    FenceScene.unit(report.after()).grant(FenceScene.GANG).orElseThrow();
            assertThat(!grant.members().containsKey(FenceScene.SPEAKER.name))
                    .as(report.toString())
                    .isEqualTo(report.mustFree());
            assertThat(grant.members()).as(report.toString()).containsKey(FenceScene.PEER.name);
            assertThat(grant.unclean()).as(report.toString()).isEmpty();
        }
    }

    /** A report of a node whose word a channel that ended uncleanly waits for. */
    record OfChannel(
            Than epoch,
            boolean madeByAdopted,
            boolean saidByAdopted,
            RecordState record,
            boolean connected,
            Age age,
            boolean listed,
            boolean fenced) {

        Speaker speaker() {
            return new Speaker(epoch, madeByAdopted, saidByAdopted, record, connected);
        }

        boolean mustFree() {
            return speaker().counts() && !listed && age != Age.BEFORE_THE_RELEASE;
        }

        Image after() {
            Quarantine kept = new Quarantine(
                    FenceScene.GANG,
                    new TreeMap<>(Map.of(FenceScene.SPEAKER.name, RELEASE, FenceScene.PEER.name, RELEASE)));
            UnitRecord unit = FenceScene.unit(state(false, fenced)).with(FenceScene.CHANNEL, kept);
            Image before = FenceScene.image(unit, FenceScene.EPOCH);
            return FenceScene.deciding(before, speaker().says(age.generation, listed));
        }

        /** What is held beyond a record that is older was granted after it: the channel is its holder's again. */
        boolean mustBeGrantedAgain() {
            return connected && listed && age == Age.BEYOND_THE_RECORD;
        }

        boolean isKeptBack() {
            Quarantine kept = FenceScene.unit(after()).quarantines().get(FenceScene.CHANNEL);
            return kept != null && kept.waiting().containsKey(FenceScene.SPEAKER.name);
        }
    }

    @Test
    void channelIsKeptBackUntilAReportThatCountsDoesNotListItsHolder() {
        List<OfChannel> reports = Combinations.of(OfChannel.class);
        assertThat(reports).hasSize(768);
        assertThat(reports.stream().filter(OfChannel::mustFree)).hasSize(6);
        for (OfChannel report : reports) {
            UnitRecord unit = FenceScene.unit(report.after());
            assertThat(unit.grant(FenceScene.GANG).isPresent())
                    .as(report.toString())
                    .isEqualTo(report.mustBeGrantedAgain());
            assertThat(report.isKeptBack())
                    .as(report.toString())
                    .isEqualTo(!report.mustFree() && !report.mustBeGrantedAgain());
            assertThat(unit.quarantines().containsKey(FenceScene.CHANNEL))
                    .as(report.toString())
                    .isEqualTo(!report.mustBeGrantedAgain());
        }
    }

    /** A report of a node that is to be scrubbed. */
    record OfScrub(
            Than epoch,
            boolean madeByAdopted,
            boolean saidByAdopted,
            RecordState record,
            boolean connected,
            Than generation,
            boolean listed,
            boolean fenced) {

        Speaker speaker() {
            return new Speaker(epoch, madeByAdopted, saidByAdopted, record, connected);
        }

        /** A node that was declared off since and speaks is scrubbed anew. */
        boolean mustBeOver() {
            return speaker().counts() && generation == Than.EQUAL && !fenced;
        }

        Image after() {
            UnitRecord unit = FenceScene.unit(state(true, fenced));
            return FenceScene.deciding(
                    FenceScene.image(unit, FenceScene.EPOCH),
                    speaker().says(generation.of(FenceScene.GENERATION), listed));
        }
    }

    @Test
    void scrubIsOverOnlyWithAReportThatCountsAndEchoesItsGeneration() {
        List<OfScrub> reports = Combinations.of(OfScrub.class);
        assertThat(reports).hasSize(576);
        assertThat(reports.stream().filter(OfScrub::mustBeOver)).hasSize(2);
        for (OfScrub report : reports) {
            UnitNode node = FenceScene.speaker(report.after());
            assertThat(!node.state().scrubbing()).as(report.toString()).isEqualTo(report.mustBeOver());
            if (report.mustBeOver()) {
                assertThat(node.generation()).as(report.toString()).isEqualTo(FenceScene.GENERATION + 1);
            }
        }
    }

    /** A record that is older than what its agent was told shows, whatever else the agent's word settles. */
    @Test
    void wordBeyondTheRecordIsNeverLostInWhatItSettles() {
        for (OfScrub report : Combinations.of(OfScrub.class)) {
            boolean shows = report.generation() == Than.HIGHER && report.connected();
            assertThat(!FenceScene.unit(report.after()).behind().isEmpty())
                    .as(report.toString())
                    .isEqualTo(shows);
        }
    }
}
