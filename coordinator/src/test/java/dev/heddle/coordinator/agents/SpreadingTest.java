package dev.heddle.coordinator.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.engine.port.Members;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpreadingTest {

    private static final AgentProperties LIMITS = new AgentProperties(
            Duration.ofSeconds(5), Duration.ofSeconds(15), 30, 30, Duration.ofMillis(200), Duration.ofSeconds(2));

    private final MemoryEngine engine = new MemoryEngine();
    private final Sessions sessions = new Sessions(
            LIMITS,
            engine,
            new AgentMetrics(new SimpleMeterRegistry()),
            new SessionNumbers(() -> Instant.EPOCH, 0),
            new Sessions.Time(() -> Instant.EPOCH, () -> 1, push -> {}));
    private final Sweeping sweeping = new Sweeping(sessions);

    @Test
    void agentsOfAReplicaThatHasManyGoToOneThatHasFewWithoutCountingAsGone() {
        List<RecordingStream> streams = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            streams.add(settled(new NodeName("tray-" + i)));
        }
        engine.replicas = List.of(replica("replica-1", 12), replica("replica-2", 0));
        heartbeat();
        assertThat(streams).noneMatch(SpreadingTest::isSentOn);
        heartbeat();
        assertThat(streams).filteredOn(SpreadingTest::isSentOn).hasSize(3);
        assertThat(streams.getLast().last().getRedirect().getAddress()).isEqualTo("replica-2:9090");
        assertThat(engine.connectedHere()).hasSize(12);

        engine.replicas = List.of(replica("replica-1", 9), replica("replica-2", 3));
        heartbeat();
        assertThat(engine.connectedHere())
                .as("whoever did not come anywhere is gone")
                .hasSize(9);
    }

    @Test
    void anAgentThatHasNotSaidAllItMustIsLeftInPeace() {
        for (int i = 0; i < 12; i++) {
            AgentSession session =
                    sessions.connect(new RecordingStream(), "peer").orElseThrow();
            session.onNext(Words.say(Words.hello(new NodeName("tray-" + i))));
        }
        engine.replicas = List.of(replica("replica-1", 12), replica("replica-2", 0));
        heartbeat();
        heartbeat();
        assertThat(sessions.size()).isEqualTo(12);
    }

    private RecordingStream settled(NodeName node) {
        RecordingStream out = new RecordingStream();
        AgentSession session = sessions.connect(out, "peer").orElseThrow();
        session.onNext(Words.say(Words.hello(node)));
        session.onNext(Words.snapshot(1, Words.report(1)));
        session.onNext(
                Words.applied(Words.refusedAsOld(Words.desired(1, Words.BOOT).stamp())));
        return out;
    }

    private static boolean isSentOn(RecordingStream out) {
        return out.last().hasRedirect();
    }

    private void heartbeat() {
        for (int i = 0; i < Sweeping.PER_HEARTBEAT; i++) {
            sweeping.turn();
        }
    }

    private static Members.Replica replica(String name, int agents) {
        ImageVersion version = new ImageVersion(7, 1);
        return new Members.Replica(
                name, false, Optional.empty(), Optional.of(name + ":9090"), 7, version, agents, 0, true);
    }
}
