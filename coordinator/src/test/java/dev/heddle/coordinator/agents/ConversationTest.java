package dev.heddle.coordinator.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.AgentInstance;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.Limits;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.ReportDelta;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.Snapshot;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConversationTest {

    private final Conversation opened =
            Conversation.opened(NodeObservation.opened(Words.hello(), 5, "replica-1", Instant.EPOCH));

    @Test
    void aSnapshotBecomesTheReport() {
        Conversation next = heard(opened, Words.snapshot(1, Words.report(4)));
        assertThat(next.observation().report()).contains(Words.report(4));
        assertThat(next.synced()).isTrue();
    }

    @Test
    void aDeltaThatFollowsIsFoldedIn() {
        Conversation next = heard(synced(), Words.delta(2, Words.linkChange(LinkState.INACTIVE)));
        assertThat(next.observation().report().orElseThrow().gpus().getFirst().links())
                .hasSize(1)
                .allMatch(link -> link.state() == LinkState.INACTIVE);
        assertThat(next.seq()).isEqualTo(2);
    }

    @Test
    void aGapAsksForASnapshotAndNothingIsFoldedInBeforeIt() {
        Turn turn = synced().hear(Words.delta(3, Words.linkChange(LinkState.INACTIVE)));
        assertThat(turn).isInstanceOf(Turn.Gap.class);
        Conversation lost = ((Turn.Gap) turn).next();
        assertThat(lost.hear(Words.delta(4, Words.linkChange(LinkState.ACTIVE))))
                .isEqualTo(new Turn.Quiet(lost));
        Conversation found = heard(lost, Words.snapshot(5, Words.report(3)));
        assertThat(found.observation().report()).contains(Words.report(3));
        assertThat(heard(found, Words.delta(6, Words.linkChange(LinkState.ACTIVE)))
                        .seq())
                .isEqualTo(6);
    }

    @Test
    void aRepeatedDeltaIsAGapToo() {
        assertThat(synced().hear(Words.delta(1, Words.linkChange(LinkState.INACTIVE))))
                .isInstanceOf(Turn.Gap.class);
    }

    @Test
    void aHeartbeatThatNamesMoreThanWasHeardIsAGap() {
        assertThat(synced().hear(Words.heartbeat(1))).isEqualTo(new Turn.Quiet(synced()));
        assertThat(synced().hear(Words.heartbeat(2))).isInstanceOf(Turn.Gap.class);
        assertThat(synced().hear(Words.heartbeat(-1))).isInstanceOf(Turn.Gap.class);
    }

    @Test
    void aDeltaBeforeTheFirstSnapshotIsPassedOver() {
        assertThat(opened.hear(Words.delta(1, Words.linkChange(LinkState.ACTIVE))))
                .isEqualTo(new Turn.Quiet(opened));
    }

    @Test
    void appliedStateOfAnotherBootOrProcessEndsTheStream() {
        assertThat(broken(synced(), Words.applied(Words.applied(new BootId("other"), Words.INSTANCE))))
                .contains("applied.boot_id");
        assertThat(broken(synced(), Words.applied(Words.applied(Words.BOOT, new AgentInstance("other")))))
                .contains("applied.agent_instance");
    }

    @Test
    void appliedStateIsKept() {
        Conversation next = heard(opened, Words.applied(Words.applied(Words.BOOT, Words.INSTANCE)));
        assertThat(next.observation().applied()).contains(Words.applied(Words.BOOT, Words.INSTANCE));
    }

    @Test
    void aSecondHelloEndsTheStream() {
        assertThat(broken(synced(), Words.say(Words.hello()))).contains("hello");
    }

    @Test
    void anInvalidSnapshotEndsTheStreamAndNamesTheField() {
        assertThat(broken(opened, Words.snapshot(0, Words.report(1)))).contains("snapshot.seq");
        AgentMessage withoutNode = AgentMessage.newBuilder()
                .setSnapshot(Snapshot.newBuilder().setSeq(1))
                .build();
        assertThat(broken(opened, withoutNode)).contains("snapshot.node");
    }

    @Test
    void deltasCannotGrowANodeBeyondItsMaximumOfGpus() {
        ReportDelta more = new ReportDelta(
                IntStream.range(100, 100 + Limits.MAX_GPUS_PER_NODE)
                        .mapToObj(i -> Words.gpu(i, List.of()))
                        .toList(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        assertThat(broken(synced(), Words.delta(2, more))).contains("GPUs");
    }

    @Test
    void aMessageOfANewerContractIsPassedOver() {
        assertThat(synced().hear(AgentMessage.getDefaultInstance())).isEqualTo(new Turn.Quiet(synced()));
    }

    private Conversation synced() {
        return heard(opened, Words.snapshot(1, Words.report(4)));
    }

    private static Conversation heard(Conversation conversation, AgentMessage message) {
        Turn turn = conversation.hear(message);
        assertThat(turn).isInstanceOf(Turn.Heard.class);
        return ((Turn.Heard) turn).next();
    }

    private static String broken(Conversation conversation, AgentMessage message) {
        Turn turn = conversation.hear(message);
        assertThat(turn).isInstanceOf(Turn.Broken.class);
        Closure closure = ((Turn.Broken) turn).closure();
        assertThat(closure.reason()).isEqualTo(CloseReason.MALFORMED);
        return closure.message();
    }
}
