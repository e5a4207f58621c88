package dev.heddle.coordinator.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.Desired;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.contract.wire.FromWire;
import dev.heddle.contract.wire.ToWire;
import dev.heddle.coordinator.FakeEngine;
import dev.heddle.coordinator.FakeFleet;
import dev.heddle.coordinator.FakeNode;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainState;
import dev.heddle.coordinator.allocation.DesiredState;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.api.view.FabricIndex;
import dev.heddle.coordinator.api.view.NodeViews;
import dev.heddle.coordinator.api.view.RackViews;
import dev.heddle.coordinator.ledger.JsonRecordCodec;
import dev.heddle.coordinator.topology.NodeObservation;
import dev.heddle.testing.ByteMutator;
import dev.heddle.testing.Fuzz;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Agents that send damaged bytes, and messages with absurd content, into the real sessions, decisions, records and
 * views: no step fails, everything stays writable and shown, and honest agents go on.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileFramesProperties {

    private static final int SEEDS = 40;
    private static final int STEPS = 150;
    private static final List<String> TOKENS =
            List.of("\u0000", "\u0008\u0001", "\u0012\u007F", "rack-01", "x".repeat(300));

    /** What one message may allocate in sessions, decisions and pushes together. */
    static final long ALLOWANCE = 48L << 20;

    private final FakeEngine engine = new FakeEngine();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Deque<Runnable> pushes = new ArrayDeque<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Sessions sessions = sessions();
    private final Map<FakeNode, Line> lines = new HashMap<>();
    private final JsonRecordCodec codec = new JsonRecordCodec();

    private Sessions sessions() {
        AgentProperties limits = new AgentProperties(
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                1_000,
                1_000,
                Duration.ofMillis(1),
                Duration.ofMillis(2));
        InstantSource wall = InstantSource.system();
        return new Sessions(
                limits,
                new LiveEngineView(engine, List::of, () -> {}),
                new AgentMetrics(meters),
                new SessionNumbers(wall, 1),
                new Sessions.Time(wall, nanos::get, pushes::add));
    }

    /** One agent's stream. */
    private record Line(AgentSession session, RecordingStream stream) {}

    static LongStream seeds() {
        return Fuzz.seeds(SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void hostileAgentsHarmNobodyElse(long seed) throws Exception {
        Random random = new Random(seed);
        FakeFleet fleet = new FakeFleet(engine, 2, 4);
        fleet.create("train-0", 3);
        fleet.converge();
        List<FakeNode> hostile = fleet.nodes().subList(0, 5);
        for (int step = 0; step < STEPS; step++) {
            FakeNode node = hostile.get(random.nextInt(hostile.size()));
            operate(random, step, node);
            assertThat(Fuzz.allocated(() -> speak(random, fleet, node)))
                    .as("bytes allocated in step %d", step)
                    .isLessThan(ALLOWANCE);
            assertThat(faults()).as("faults by step %d", step).isZero();
        }
        everythingCanBeWrittenAndShown();
        honestAgentsGoOn(fleet, fleet.nodes().subList(5, 8));
    }

    /** Into an engine with two nodes, one of which says {@code frames} and obeys what it is told. */
    void says(List<byte[]> frames) throws Exception {
        FakeFleet fleet = new FakeFleet(engine, 1, 2);
        fleet.create("train-0", 2);
        fleet.converge();
        RecordingStream stream = new RecordingStream();
        Line line = new Line(sessions.connect(stream, "peer").orElseThrow(), stream);
        lines.put(fleet.nodes().getFirst(), line);
        for (byte[] frame : frames) {
            hand(line, frame);
            obey(fleet.nodes().getFirst(), line);
        }
        assertThat(faults()).as("faults").isZero();
        everythingCanBeWrittenAndShown();
    }

    private double faults() {
        return meters.get("heddle.agents.rejected")
                .tag("reason", CloseReason.INTERNAL.word())
                .counter()
                .count();
    }

    private void operate(Random random, int step, FakeNode node) {
        switch (random.nextInt(24)) {
            case 0 -> engine.submit(new Command.Tick(random.nextBoolean()));
            case 1 -> engine.submit(new Command.Fence(node.name));
            case 2 -> engine.submit(new Command.Forget(node.name));
            case 3 -> engine.submit(new Command.Cordon(List.of(node.name), random.nextBoolean()));
            case 4 -> create("cd-" + step, 1 + random.nextInt(4));
            case 5 -> deleteAny(random);
            case 6 -> engine.nextEpoch();
            case 7 -> engine.submit(new Command.TakeOver(false));
            default -> {}
        }
    }

    private void create(String name, int nodes) {
        new FakeFleet(engine, 0, 0).create(name, nodes);
    }

    private void deleteAny(Random random) {
        List<ComputeDomainState> all = new ArrayList<>();
        engine.image().computeDomains().values().forEach(all::add);
        if (!all.isEmpty()) {
            ComputeDomainState one = all.get(random.nextInt(all.size()));
            engine.submit(new Command.Delete(one.computeDomain().name(), OptionalLong.empty()));
        }
    }

    private void speak(Random random, FakeFleet fleet, FakeNode node) {
        Line known = lines.get(node);
        Line line = known == null || known.stream().ended().isPresent() || random.nextInt(16) == 0
                ? connect(random, fleet, node)
                : known;
        NodeObservation truth = node.observation(fleet.nodes());
        AgentMessage honest = switch (random.nextInt(6)) {
            case 0, 1 -> Words.snapshot(1 + random.nextInt(3), truth.report().orElseThrow());
            case 2, 3 -> Words.applied(truth.applied().orElseThrow());
            case 4 -> Words.delta(2 + random.nextInt(3), new dev.heddle.contract.wire.Samples(random).delta());
            default -> Words.heartbeat(random.nextInt(4));
        };
        hand(line, damaged(random, honest));
        obey(node, line);
    }

    private Line connect(Random random, FakeFleet fleet, FakeNode node) {
        RecordingStream stream = new RecordingStream();
        Line line = new Line(sessions.connect(stream, "peer").orElseThrow(), stream);
        lines.put(node, line);
        AgentMessage hello = Words.say(node.observation(fleet.nodes()).hello());
        hand(line, random.nextInt(3) == 0 ? damaged(random, hello) : hello.toByteArray());
        return line;
    }

    private static byte[] damaged(Random random, AgentMessage message) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> message.toByteArray();
            case 2 -> new ByteMutator(random, TOKENS).mutate(message.toByteArray());
            default -> new MessageMutator(random).mutate(message).toByteArray();
        };
    }

    private void hand(Line line, byte[] bytes) {
        if (line.stream().ended().isEmpty()) {
            line.session().onNext(new TolerantMarshaller(UNUSED).parse(new ByteArrayInputStream(bytes)));
        }
        sessions.changed(lines.keySet().stream().map(other -> other.name).collect(Collectors.toSet()), false);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        for (Runnable push = pushes.poll(); push != null; push = pushes.poll()) {
            push.run();
        }
    }

    private static final io.grpc.MethodDescriptor.Marshaller<AgentMessage> UNUSED =
            dev.heddle.contract.proto.v1.FabricAgentGrpc.getConnectMethod().getRequestMarshaller();

    private static void obey(FakeNode node, Line line) {
        for (CoordinatorMessage message : line.stream().sent) {
            if (message.hasDesired()) {
                node.obey(read(message));
            }
        }
        line.stream().sent.clear();
    }

    private static Desired read(CoordinatorMessage message) {
        try {
            return FromWire.desired(message.getDesired());
        } catch (dev.heddle.contract.wire.WireFormatException e) {
            throw new AssertionError("an order that no agent can read", e);
        }
    }

    private void everythingCanBeWrittenAndShown() throws Exception {
        for (UnitState unit : engine.image().units().values()) {
            UnitRecord record = unit.unit();
            assertThat(codec.decodeUnit(codec.encode(record))).isEqualTo(record);
            for (var node : record.nodes().keySet()) {
                DesiredState.of(engine.image(), node)
                        .ifPresent(
                                desired -> assertThat(ToWire.desired(desired)).isNotNull());
            }
        }
        FabricIndex index = FabricIndex.of(engine.image());
        for (FabricIndex.RackEntry rack : index.racks()) {
            assertThat(RackViews.detail(rack)).isNotNull();
            rack.nodes()
                    .forEach(node ->
                            assertThat(NodeViews.detail(engine.image(), node)).isNotNull());
        }
        index.computeDomains().forEach(entry -> assertThat(entry.dto()).isNotNull());
    }

    /** Nodes of the same fleet that never misbehaved get an order under the present epoch and follow it. */
    private void honestAgentsGoOn(FakeFleet fleet, List<FakeNode> honest) {
        engine.submit(new Command.TakeOver(false));
        for (FakeNode node : honest) {
            RecordingStream stream = new RecordingStream();
            Line line = new Line(sessions.connect(stream, "peer").orElseThrow(), stream);
            NodeObservation truth = node.observation(fleet.nodes());
            hand(line, Words.say(truth.hello()).toByteArray());
            hand(line, Words.snapshot(1, truth.report().orElseThrow()).toByteArray());
            hand(line, Words.applied(truth.applied().orElseThrow()).toByteArray());
            assertThat(stream.ended()).as("stream of %s", node.name).isEmpty();
            NodeObservation shown = engine.image()
                    .view(node.name)
                    .map(view -> view.observation())
                    .orElseThrow();
            assertThat(shown.connected()).isTrue();
            assertThat(shown.report()).isEqualTo(truth.report());
        }
        assertThat(Set.copyOf(honest)).hasSize(3);
    }
}
