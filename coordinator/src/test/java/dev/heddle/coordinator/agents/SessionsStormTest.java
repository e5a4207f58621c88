package dev.heddle.coordinator.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.wire.Samples;
import dev.heddle.coordinator.topology.NodeObservation;
import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Agents of few nodes that connect, speak and vanish from many threads at once. */
class SessionsStormTest {

    private static final int THREADS = 8;
    private static final int CONNECTS = 60;
    private static final int NODES = 3;

    private final MemoryEngine engine = new MemoryEngine();

    static IntStream seeds() {
        return IntStream.range(0, 10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theEngineHearsOfEachNodeItsSessionsInOrderAndItsLastOneLast(int seed) throws Exception {
        AgentProperties limits = new AgentProperties(
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                1_000,
                1_000,
                Duration.ofMillis(1),
                Duration.ofMillis(2));
        try (ExecutorService pushes = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            InstantSource wall = InstantSource.system();
            Sessions sessions = new Sessions(
                    limits,
                    engine,
                    new AgentMetrics(new SimpleMeterRegistry()),
                    new SessionNumbers(wall, seed),
                    new Sessions.Time(wall, System::nanoTime, pushes));
            engine.subscribe(sessions::changed);
            List<Callable<Integer>> storms = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(31L * seed + i);
                storms.add(() -> storm(sessions, random));
            }
            for (Future<Integer> storm : threads.invokeAll(storms)) {
                assertThat(storm.get()).isEqualTo(CONNECTS);
            }
            assertThat(sessions.size()).isZero();
            assertThat(sessions.handshakes()).isZero();
        }
        IntStream.range(0, NODES).mapToObj(SessionsStormTest::node).forEach(this::inOrder);
    }

    private void inOrder(NodeName node) {
        List<NodeObservation> heard =
                engine.observed.stream().filter(o -> o.node().equals(node)).toList();
        assertThat(heard).isSortedAccordingTo(Comparator.comparingLong(NodeObservation::session));
        for (int i = 1; i < heard.size(); i++) {
            boolean reopened = heard.get(i).session() == heard.get(i - 1).session()
                    && heard.get(i).connected()
                    && !heard.get(i - 1).connected();
            assertThat(reopened).as("a closed session speaks again").isFalse();
        }
        assertThat(heard.getLast().connected()).isFalse();
    }

    private int storm(Sessions sessions, Random random) {
        Samples samples = new Samples(random);
        for (int i = 0; i < CONNECTS; i++) {
            AgentSession session =
                    sessions.connect(new RecordingStream(), "peer").orElseThrow();
            NodeName node = node(random.nextInt(NODES));
            session.onNext(Words.say(new Hello(node, Words.BOOT, Words.INSTANCE, "", 1, Optional.empty(), 0, 0, "")));
            for (int seq = 1; seq <= random.nextInt(4); seq++) {
                session.onNext(Words.snapshot(seq, samples.report()));
                engine.changed(node);
            }
            session.onError(Status.CANCELLED.asException());
        }
        return CONNECTS;
    }

    private static NodeName node(int number) {
        return new NodeName("tray-" + number);
    }
}
