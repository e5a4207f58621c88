package dev.heddle.coordinator.storm;

import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.contract.proto.v1.FabricAgentGrpc;
import dev.heddle.contract.wire.ToWire;
import dev.heddle.coordinator.FakeNode;
import dev.heddle.coordinator.topology.NodeObservation;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What those who behave notice of those who do not: agents that read nothing, readers of the feed that read a kilobyte a
 * second, a crowd that creates as fast as it can (also against the same crowd at a server that does nothing, as both
 * share the processor with what is measured), a tenth of the fleet that comes and goes. Measured are a create and
 * delete over REST, a read, and the time from an agent's word to the image, each phase between two quiet ones in the same
 * run.
 *
 * <p>Arguments, all optional: agents (2,016), seconds of a phase (8).
 */
final class SheddingBenchmark {

    private static final int REHEARSALS = 2;
    private static final int STORM_LIVES_SECONDS = 20;
    private static final int TRAYS = 18;
    private static final int PAUSE_MILLIS = 20;
    private static final long POLL_NANOS = 50_000;

    private final LiveCoordinator coordinator;
    // Another client than those that make the storm.
    private final HttpClient http = HttpClient.newBuilder()
            .localAddress(InetAddress.ofLiteral("127.0.0.2"))
            .build();
    private final String rest;
    private final int seconds;
    private final FakeNode node = new FakeNode(9_000, 0);
    private final StreamObserver<AgentMessage> agent;
    private long seq;
    private int number;

    private SheddingBenchmark(LiveCoordinator coordinator, int seconds) {
        this.coordinator = coordinator;
        this.rest = "http://127.0.0.1:" + coordinator.restPort() + "/api/v1/";
        this.seconds = seconds;
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        new InetSocketAddress("127.0.0.1", coordinator.agentPort()))
                .usePlaintext()
                .build();
        this.agent = FabricAgentGrpc.newStub(channel).connect(new Deaf());
        agent.onNext(AgentMessage.newBuilder()
                .setHello(ToWire.hello(truth().hello()))
                .build());
    }

    private record Sample(List<Long> creates, List<Long> reads, List<Long> words) {

        Sample() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    public static void main(String[] args) throws Exception {
        int agents = args.length > 0 ? Integer.parseInt(args[0]) : 2_016;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 8;
        Path folder = Files.createTempDirectory("heddle-shedding");
        try (LiveCoordinator coordinator = LiveCoordinator.start(folder);
                Child fleet = Child.start(Fleet.class, Integer.toString(agents / TRAYS), Integer.toString(TRAYS));
                Child loads = Child.start(Loads.class, Integer.toString(coordinator.restPort()))) {
            fleet.ask("connect " + coordinator.agentPort() + " 2000 0");
            fleet.ask("settle");
            new SheddingBenchmark(coordinator, seconds).run(fleet, loads);
        }
        System.exit(0);
    }

    private void run(Child fleet, Child loads) throws Exception {
        rehearse(fleet, loads);
        long heap = LiveCoordinator.heap();
        Sample quiet = measure();
        fleet.ask("deaf 2");
        quiet = compare("2 % of the agents read nothing", quiet, measure());
        loads.ask("readers 50");
        Sample readers = measure();
        loads.ask("stop");
        quiet = compare("50 readers of the feed at 1 KB/s", quiet, readers);
        loads.ask("creates 64");
        Sample creates = measure();
        String answered = loads.ask("stop");
        quiet = compare("64 clients create without end (201s and 429s: " + answered + ")", quiet, creates);
        loads.ask("bare 64 " + Integer.parseInt(answered.split(" ")[0]) / seconds);
        Sample bare = measure();
        loads.ask("stop");
        print("the same, against what it is beside as many at a server that does nothing", bare, creates, bare);
        fleet.ask("churn 10");
        Sample churn = measure();
        fleet.ask("churn 0");
        compare("10 % of the agents come and go every two seconds", quiet, churn);
        System.out.printf("heap: %,d MiB before, %,d MiB after%n", heap >> 20, LiveCoordinator.heap() >> 20);
    }

    /** Once without being measured: code that runs for the first time is compiled on the same processors. */
    private void rehearse(Child fleet, Child loads) throws Exception {
        for (int i = 0; i < REHEARSALS; i++) {
            loads.ask("creates 64");
            measure();
            loads.ask("stop");
            fleet.ask("churn 10");
            measure();
            fleet.ask("churn 0");
        }
        // The last storm's, told to live for 20 s, are gone by then.
        for (int left = STORM_LIVES_SECONDS; left > 0; left -= seconds) {
            measure();
        }
    }

    /** Prints a phase against the quiet ones before and after it; the latter is the next one's before. */
    private Sample compare(String name, Sample before, Sample phase) throws Exception {
        TimeUnit.SECONDS.sleep(2);
        Sample after = measure();
        print(name, before, phase, after);
        return after;
    }

    private static void print(String name, Sample before, Sample phase, Sample after) {
        System.out.println(name);
        line("create and delete", phase.creates(), before.creates(), after.creates());
        line("read", phase.reads(), before.reads(), after.reads());
        line("agent's word to image", phase.words(), before.words(), after.words());
    }

    private static void line(String what, List<Long> phase, List<Long> before, List<Long> after) {
        System.out.printf(
                "  %-24s p50 %s  p99 %s%n", what, part(phase, before, after, 0.5), part(phase, before, after, 0.99));
    }

    private static String part(List<Long> phase, List<Long> before, List<Long> after, double part) {
        double quiet = (at(before, part) + at(after, part)) / 2;
        return "%6.2f ms, quiet %6.2f ms, ratio %5.2f".formatted(at(phase, part), quiet, at(phase, part) / quiet);
    }

    private static double at(List<Long> nanos, double part) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get((int) (part * (sorted.size() - 1))) / 1e6;
    }

    private Sample measure() throws Exception {
        Sample sample = new Sample();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            sample.creates().add(timed(this::createAndDelete));
            sample.reads().add(timed(() -> expect(200, HttpRequest.newBuilder(URI.create(rest + "fabric")))));
            sample.words().add(timed(this::speak));
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return sample;
    }

    private interface Step {
        void run() throws Exception;
    }

    private static long timed(Step step) throws Exception {
        long begun = System.nanoTime();
        step.run();
        return System.nanoTime() - begun;
    }

    private void createAndDelete() throws Exception {
        String name = "probe-" + number++;
        expect(
                201,
                HttpRequest.newBuilder(URI.create(rest + "compute-domains"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"name\":\"" + name + "\",\"nodes\":1,\"gpusPerNode\":1}")));
        expect(
                202,
                HttpRequest.newBuilder(URI.create(rest + "compute-domains/" + name))
                        .DELETE());
    }

    private void expect(int status, HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        while (answer.statusCode() == 429) {
            TimeUnit.SECONDS.sleep(1);
            answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
        if (answer.statusCode() != status && answer.statusCode() != 204) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    /** A link of the probe's node changes; it counts once the image shows it. */
    private void speak() {
        node.link(0, 0, seq % 2 == 0 ? LinkState.DEGRADED : LinkState.ACTIVE);
        NodeObservation truth = truth();
        agent.onNext(AgentMessage.newBuilder()
                .setSnapshot(ToWire.snapshot(++seq, truth.report().orElseThrow()))
                .build());
        while (coordinator
                .engine()
                .image()
                .view(node.name)
                .filter(view -> view.observation().report().equals(truth.report()))
                .isEmpty()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private NodeObservation truth() {
        return node.observation(List.of(node));
    }

    private static final class Deaf implements StreamObserver<CoordinatorMessage> {

        @Override
        public void onNext(CoordinatorMessage message) {}

        @Override
        public void onError(Throwable cause) {
            cause.printStackTrace();
        }

        @Override
        public void onCompleted() {}
    }
}
