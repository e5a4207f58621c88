package dev.heddle.coordinator.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.coordinator.topology.NodeObservation;
import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final AgentProperties LIMITS = new AgentProperties(
            Duration.ofSeconds(5), Duration.ofSeconds(15), 3, 2, Duration.ofMillis(200), Duration.ofSeconds(2));

    private final MemoryEngine engine = new MemoryEngine();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Queue<Runnable> pushes = new ArrayDeque<>();
    private long nanos = 1;
    private final Sessions sessions = new Sessions(
            LIMITS,
            engine,
            new AgentMetrics(meters),
            new SessionNumbers(() -> Instant.EPOCH, 0),
            new Sessions.Time(() -> Instant.EPOCH, () -> nanos, pushes::add));

    SessionsTest() {
        engine.subscribe(sessions::changed);
    }

    @Test
    void anAcceptedAgentIsToldItsSessionAndObservedAtOnce() {
        RecordingStream out = new RecordingStream();
        connect(out, Words.say(Words.hello()));
        assertThat(out.last().getAccepted().getClusterId()).isEqualTo("cluster-1");
        assertThat(out.last().getAccepted().getHeartbeatIntervalMs()).isEqualTo(5_000);
        assertThat(last().connected()).isTrue();
        assertThat(last().session()).isEqualTo(out.last().getAccepted().getSession());
        assertThat(last().report()).isEmpty();
    }

    @Test
    void aStreamWithoutAHelloIsClosed() {
        RecordingStream out = new RecordingStream();
        connect(out, Words.heartbeat(1));
        assertThat(out.code()).contains(Status.Code.INVALID_ARGUMENT);
        assertThat(sessions.handshakes()).isZero();
    }

    @Test
    void unreadableBytesCloseTheStreamWithAnEvent() {
        RecordingStream out = new RecordingStream();
        AgentSession session = connect(out, Words.say(Words.hello()));
        session.onNext(TolerantMarshaller.UNREADABLE);
        assertThat(out.code()).contains(Status.Code.INVALID_ARGUMENT);
        assertThat(engine.remarks).hasSize(1);
        assertThat(engine.remarks.getFirst().node()).contains(Words.NODE);
        assertThat(last().connected()).isFalse();
        assertThat(rejected("AgentMalformed")).isEqualTo(1);
    }

    @Test
    void anAgentOfAnotherClusterIsRefusedWithAnEventThatNamesItsNode() {
        RecordingStream out = new RecordingStream();
        connect(out, Words.say(Words.hello(Optional.of(new ClusterId("theirs")), 0)));
        assertThat(out.code()).contains(Status.Code.FAILED_PRECONDITION);
        assertThat(engine.remarks.getFirst().node()).contains(Words.NODE);
        assertThat(engine.observed).isEmpty();
    }

    @Test
    void aClosedStreamCountsAtOnce() {
        AgentSession session = connect(new RecordingStream(), Words.say(Words.hello()));
        session.onError(Status.CANCELLED.asException());
        assertThat(last().connected()).isFalse();
        assertThat(sessions.size()).isZero();
    }

    @Test
    void aNewerSessionClosesTheOlderOneAndTheOlderOneIsNotHeardAgain() {
        RecordingStream first = new RecordingStream();
        AgentSession older = connect(first, Words.say(Words.hello()));
        AgentSession newer = connect(new RecordingStream(), Words.say(Words.hello()));
        assertThat(first.code()).contains(Status.Code.ABORTED);
        older.onNext(Words.snapshot(1, Words.report(1)));
        older.onError(Status.CANCELLED.asException());
        assertThat(last().connected()).isTrue();
        assertThat(last().report()).isEmpty();
        newer.onNext(Words.snapshot(1, Words.report(2)));
        assertThat(last().report()).contains(Words.report(2));
    }

    @Test
    void aNewerSessionOnAnotherReplicaClosesThisOne() {
        RecordingStream out = new RecordingStream();
        connect(out, Words.say(Words.hello()));
        engine.known.put(Words.NODE, NodeObservation.opened(Words.hello(), Long.MAX_VALUE, "replica-2", Instant.EPOCH));
        engine.changed(Words.NODE);
        runPushes();
        assertThat(out.code()).contains(Status.Code.ABORTED);
    }

    @Test
    void aNewLeaderHearsAllThatTheAgentHasSaid() {
        AgentSession session = connect(new RecordingStream(), Words.say(Words.hello()));
        session.onNext(Words.snapshot(1, Words.report(2)));
        engine.reload();
        runPushes();
        assertThat(last().report()).contains(Words.report(2));
    }

    @Test
    void whatWasLostOnTheWayToTheImageIsSaidAgainWithTheNextHeartbeatAndOnlyThen() {
        AgentSession session = connect(new RecordingStream(), Words.say(Words.hello()));
        session.onNext(Words.snapshot(1, Words.report(2)));
        engine.known.clear();
        engine.observed.clear();
        session.onNext(Words.heartbeat(1));
        assertThat(last().report()).contains(Words.report(2));
        session.onNext(Words.heartbeat(1));
        assertThat(engine.observed).hasSize(1);
    }

    @Test
    void aSessionThatTheLeaderTookForClosedIsClosedSoThatTheAgentComesBackWithANewOne() {
        RecordingStream out = new RecordingStream();
        AgentSession session = connect(out, Words.say(Words.hello()));
        engine.known.put(Words.NODE, last().closed(Instant.EPOCH));
        session.onNext(Words.heartbeat(0));
        assertThat(out.code()).contains(Status.Code.ABORTED);
    }

    @Test
    void anAgentThatTheImageTakesToBeConnectedHereAndIsNotIsReportedGone() {
        connect(new RecordingStream(), Words.say(Words.hello()));
        NodeObservation here = last();
        sessions.buryGhosts();
        assertThat(last()).isEqualTo(here);
        NodeName gone = new NodeName("tray-2");
        Hello hello = new Hello(gone, Words.BOOT, Words.INSTANCE, "", 1, Optional.empty(), 0, 0, "");
        engine.known.put(gone, NodeObservation.opened(hello, 3, "replica-1", Instant.EPOCH));
        sessions.buryGhosts();
        assertThat(engine.last(gone)).hasValueSatisfying(observation -> {
            assertThat(observation.connected()).isFalse();
            assertThat(observation.session()).isEqualTo(3);
        });
    }

    @Test
    void threeMissedHeartbeatsCloseTheSession() {
        RecordingStream out = new RecordingStream();
        AgentSession session = connect(out, Words.say(Words.hello()));
        session.onNext(Words.snapshot(1, Words.report(1)));
        sweepAfter(Duration.ofSeconds(4));
        session.onNext(Words.heartbeat(1));
        for (int i = 0; i < 4; i++) {
            sweepAfter(Duration.ofSeconds(3));
        }
        assertThat(out.ended()).isEmpty();
        sweepAfter(Duration.ofSeconds(4));
        assertThat(out.code()).contains(Status.Code.DEADLINE_EXCEEDED);
        assertThat(last().connected()).isFalse();
    }

    @Test
    void aSweepThatComesLateItselfClosesNobody() {
        RecordingStream out = new RecordingStream();
        AgentSession session = connect(out, Words.say(Words.hello()));
        session.onNext(Words.snapshot(1, Words.report(1)));
        sweepAfter(Duration.ofSeconds(600));
        assertThat(out.ended()).isEmpty();
        session.onNext(Words.heartbeat(1));
        sweepAfter(Duration.ofSeconds(1));
        assertThat(out.ended()).isEmpty();
    }

    @Test
    void anAgentThatOwesASnapshotIsClosedHoweverManyHeartbeatsItSends() {
        RecordingStream out = new RecordingStream();
        AgentSession session = connect(out, Words.say(Words.hello()));
        for (int i = 0; i < 4; i++) {
            session.onNext(Words.heartbeat(0));
            sweepAfter(Duration.ofSeconds(4));
        }
        assertThat(out.ended().map(Status::getDescription))
                .hasValueSatisfying(text -> assertThat(text).contains("AgentNoSnapshot"));
    }

    @Test
    void aGapIsAnsweredWithAResync() {
        RecordingStream out = new RecordingStream();
        AgentSession session = connect(out, Words.say(Words.hello()));
        session.onNext(Words.snapshot(1, Words.report(1)));
        session.onNext(Words.delta(9, Words.linkChange(LinkState.INACTIVE)));
        assertThat(out.last().hasResync()).isTrue();
    }

    @Test
    void anAgentThatAsksOnAndLeavesTheAnswersUnreadIsCutOff() {
        RecordingStream out = new RecordingStream();
        AgentSession session = connect(out, Words.say(Words.hello()));
        out.ready = false;
        for (int i = 0; i < Downstream.MAX_UNREAD; i++) {
            session.onNext(Words.snapshot(1, Words.report(1)));
            session.onNext(Words.delta(9, Words.linkChange(LinkState.INACTIVE)));
        }
        assertThat(out.ended()).isEmpty();
        session.onNext(Words.snapshot(1, Words.report(1)));
        session.onNext(Words.delta(9, Words.linkChange(LinkState.INACTIVE)));
        assertThat(out.code()).contains(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(out.sent).hasSize(1 + Downstream.MAX_UNREAD);
        assertThat(last().connected()).isFalse();
        assertThat(rejected("AgentSlow")).isEqualTo(1);
    }

    @Test
    void anAgentThatReadsAgainMayAskAgain() {
        RecordingStream out = new RecordingStream();
        AgentSession session = connect(out, Words.say(Words.hello()));
        for (int i = 0; i < 4 * Downstream.MAX_UNREAD; i++) {
            out.ready = i % Downstream.MAX_UNREAD == 0;
            session.onNext(Words.snapshot(1, Words.report(1)));
            session.onNext(Words.delta(9, Words.linkChange(LinkState.INACTIVE)));
        }
        assertThat(out.ended()).isEmpty();
    }

    @Test
    void onlyTheNewestDesiredStateIsSentAndOnlyOnce() {
        RecordingStream out = new RecordingStream();
        connect(out, Words.say(Words.hello()));
        engine.order(Words.NODE, Words.desired(1, Words.BOOT));
        engine.order(Words.NODE, Words.desired(2, Words.BOOT));
        runPushes();
        engine.changed(Words.NODE);
        runPushes();
        assertThat(desired(out)).isEqualTo(1);
        assertThat(out.last().getDesired().getGeneration()).isEqualTo(2);
    }

    @Test
    void anAgentThatReadsSlowlyGetsTheNewestDesiredStateLater() {
        RecordingStream out = new RecordingStream();
        connect(out, Words.say(Words.hello()));
        out.ready = false;
        for (int generation = 1; generation <= 5; generation++) {
            engine.order(Words.NODE, Words.desired(generation, Words.BOOT));
            runPushes();
        }
        assertThat(desired(out)).isZero();
        out.becomeReady();
        runPushes();
        assertThat(desired(out)).isEqualTo(1);
        assertThat(out.last().getDesired().getGeneration()).isEqualTo(5);
    }

    @Test
    void whatIsMeantForAnotherBootIsNotSent() {
        RecordingStream out = new RecordingStream();
        connect(out, Words.say(Words.hello()));
        engine.order(Words.NODE, Words.desired(1, new BootId("before")));
        runPushes();
        assertThat(desired(out)).isZero();
    }

    @Test
    void connectionsBeyondTheMaximumOfHandshakesAreAskedToComeBack() {
        connect(new RecordingStream(), Optional.empty());
        connect(new RecordingStream(), Optional.empty());
        RecordingStream third = new RecordingStream();
        assertThat(sessions.connect(third, "peer")).isEmpty();
        assertThat(third.last().getPace().getMinDelayMs()).isEqualTo(200);
        assertThat(third.last().getPace().getMaxDelayMs()).isEqualTo(2_000);
        assertThat(third.code()).contains(Status.Code.OK);
        assertThat(rejected("Paced")).isEqualTo(1);
    }

    @Test
    void aHandshakeIsOverWithTheFirstSnapshot() {
        AgentSession session = connect(new RecordingStream(), Words.say(Words.hello()));
        assertThat(sessions.handshakes()).isEqualTo(1);
        session.onNext(Words.snapshot(1, Words.report(1)));
        assertThat(sessions.handshakes()).isZero();
        session.onNext(Words.snapshot(2, Words.report(1)));
        session.onCompleted();
        assertThat(sessions.handshakes()).isZero();
    }

    @Test
    void aReplicaThatStopsSendsItsAgentsAwayAndReportsNoneAsLost() {
        RecordingStream out = new RecordingStream();
        connect(out, Words.say(Words.hello()));
        sessions.stop();
        assertThat(out.last().hasPace()).isTrue();
        assertThat(out.code()).contains(Status.Code.OK);
        assertThat(last().connected()).isTrue();
        assertThat(sessions.connect(new RecordingStream(), "peer")).isEmpty();
    }

    @Test
    void aStandbyWhoseOrderIsRefusedAsOldSendsTheAgentAway() {
        engine.leading = false;
        RecordingStream out = new RecordingStream();
        AgentSession session = connect(out, Words.say(Words.hello()));
        engine.order(Words.NODE, Words.desired(1, Words.BOOT));
        runPushes();
        session.onNext(
                Words.applied(Words.refusedAsOld(Words.desired(1, Words.BOOT).stamp())));
        assertThat(out.last().hasPace()).isTrue();
        assertThat(engine.doubts).isEqualTo(1);
    }

    @Test
    void aStandbyWhoseOrderIsRefusedAsOldRedirectsTheAgentToTheLeader() {
        engine.leading = false;
        engine.elsewhere = Optional.of("127.0.0.1:9091");
        RecordingStream out = new RecordingStream();
        AgentSession session = connect(out, Words.say(Words.hello()));
        engine.order(Words.NODE, Words.desired(1, Words.BOOT));
        runPushes();
        session.onNext(
                Words.applied(Words.refusedAsOld(Words.desired(1, Words.BOOT).stamp())));
        assertThat(out.last().getRedirect().getAddress()).isEqualTo("127.0.0.1:9091");
        assertThat(out.code()).contains(Status.Code.OK);
        assertThat(rejected("Redirected")).isEqualTo(1);
    }

    @Test
    void aRefusalOfAnOrderThatWasFollowedByAnotherMovesNobody() {
        engine.leading = false;
        engine.elsewhere = Optional.of("127.0.0.1:9091");
        RecordingStream out = new RecordingStream();
        AgentSession session = connect(out, Words.say(Words.hello()));
        engine.order(Words.NODE, Words.desired(1, Words.BOOT));
        runPushes();
        engine.order(Words.NODE, Words.desired(2, Words.BOOT));
        runPushes();
        session.onNext(
                Words.applied(Words.refusedAsOld(Words.desired(1, Words.BOOT).stamp())));
        assertThat(engine.doubts).isZero();
        assertThat(out.code()).isEmpty();
    }

    @Test
    void hostileAgentsCannotFloodTheEventFeed() {
        for (int i = 0; i < NoteBudget.MAX_PER_MINUTE + 40; i++) {
            connect(new RecordingStream(), Words.heartbeat(1));
        }
        assertThat(engine.remarks).hasSize(NoteBudget.MAX_PER_MINUTE);
        assertThat(rejected("AgentMalformed")).isEqualTo(NoteBudget.MAX_PER_MINUTE + 40);
    }

    private AgentSession connect(RecordingStream out, AgentMessage first) {
        return connect(out, Optional.of(first));
    }

    private AgentSession connect(RecordingStream out, Optional<AgentMessage> first) {
        AgentSession session = sessions.connect(out, "peer").orElseThrow();
        first.ifPresent(session::onNext);
        return session;
    }

    private NodeObservation last() {
        return engine.last(Words.NODE).orElseThrow();
    }

    private void sweepAfter(Duration time) {
        nanos += time.toNanos();
        sessions.sweep();
    }

    private void runPushes() {
        for (Runnable push = pushes.poll(); push != null; push = pushes.poll()) {
            push.run();
        }
    }

    private static long desired(RecordingStream out) {
        return out.sent.stream().filter(CoordinatorMessage::hasDesired).count();
    }

    private double rejected(String reason) {
        return meters.get("heddle.agents.rejected")
                .tag("reason", reason)
                .counter()
                .count();
    }
}
