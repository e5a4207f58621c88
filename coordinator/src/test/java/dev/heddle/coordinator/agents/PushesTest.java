package dev.heddle.coordinator.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** A fault while an agent's orders are sent. */
class PushesTest {

    private static final AgentProperties LIMITS = new AgentProperties(
            Duration.ofSeconds(5), Duration.ofSeconds(15), 10, 10, Duration.ofMillis(1), Duration.ofMillis(2));

    private final MemoryEngine engine = new MemoryEngine();
    private final Queue<Runnable> pushes = new ArrayDeque<>();
    private final Sessions sessions = new Sessions(
            LIMITS,
            engine,
            new AgentMetrics(new SimpleMeterRegistry()),
            new SessionNumbers(InstantSource.system(), 1),
            new Sessions.Time(InstantSource.system(), () -> 1, pushes::add));

    @Test
    void anAgentToWhichItsOrderCannotBeSentIsNotLeftWithoutButEndsItsStream() {
        engine.subscribe(sessions::changed);
        RecordingStream out = new RecordingStream();
        sessions.connect(out, "peer").orElseThrow().onNext(Words.say(Words.hello()));
        out.poisoned = true;
        engine.order(Words.NODE, Words.desired(1, Words.BOOT));
        for (Runnable push = pushes.poll(); push != null; push = pushes.poll()) {
            push.run();
        }
        assertThat(out.code()).contains(Status.Code.INTERNAL);
        assertThat(sessions.size()).isZero();
    }
}
