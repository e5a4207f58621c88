package dev.heddle.coordinator.storm;

import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.proto.v1.Accepted;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.contract.wire.ToWire;
import dev.heddle.coordinator.FakeNode;
import dev.heddle.coordinator.allocation.DesiredState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Every agent of a fleet loses its connection at once and comes back, each over a TCP connection of its own, from a
 * process of their own: how long until all are connected and reconciled, against a gRPC server with its defaults that is
 * given the same bytes on the same schedule of connections, in the same run, in turns. Without TLS on either side.
 *
 * <p>Arguments, all optional: agents (10,008), rounds (5), milliseconds over which they come back (2,000).
 */
final class ReconnectBenchmark {

    private static final int TRAYS = 18;

    private ReconnectBenchmark() {}

    public static void main(String[] args) throws Exception {
        int agents = args.length > 0 ? Integer.parseInt(args[0]) : 10_008;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        int window = args.length > 2 ? Integer.parseInt(args[2]) : 2_000;
        Path folder = Files.createTempDirectory("heddle-reconnect");
        int racks = agents / TRAYS;
        try (LiveCoordinator coordinator = LiveCoordinator.start(folder);
                Child fleet = Child.start(Fleet.class, Integer.toString(racks), Integer.toString(TRAYS))) {
            long begun = System.nanoTime();
            fleet.ask(connect(coordinator.agentPort(), window, 0));
            fleet.ask("settle");
            System.out.printf(
                    "%,d agents adopted in %,d ms, %,d open%n",
                    racks * TRAYS, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun), coordinator.openNodes());
            try (BareServer bare = bare(coordinator)) {
                rounds(coordinator, bare, fleet, new Plan(racks * TRAYS, rounds, window));
            }
        }
        System.exit(0);
    }

    private static String connect(int port, int window, int seed) {
        return "connect " + port + " " + window + " " + seed;
    }

    private record Plan(int agents, int rounds, int window) {}

    /** Answers as long as the coordinator's. */
    private static BareServer bare(LiveCoordinator coordinator) throws Exception {
        NodeName node = new FakeNode(1, 0).name;
        CoordinatorMessage accepted = CoordinatorMessage.newBuilder()
                .setAccepted(Accepted.newBuilder()
                        .setSession(System.currentTimeMillis() << 20)
                        .setHeartbeatIntervalMs(5_000)
                        .setCoordinator(coordinator.engine().status().replica())
                        .setClusterId(coordinator.engine().image().cluster().value()))
                .build();
        CoordinatorMessage desired = CoordinatorMessage.newBuilder()
                .setDesired(ToWire.desired(
                        DesiredState.of(coordinator.engine().image(), node).orElseThrow()))
                .build();
        return new BareServer(accepted.toByteArray(), desired.toByteArray());
    }

    private static void rounds(LiveCoordinator coordinator, BareServer bare, Child fleet, Plan plan) throws Exception {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        leave(coordinator, fleet);
        long heap = 0;
        for (int round = -1; round < plan.rounds(); round++) {
            // Who comes first changes, so that neither always finds what the other has left.
            double first = round % 2 == 0 ? storm(bare, fleet, plan, round) : storm(coordinator, fleet, plan, round);
            double second = round % 2 == 0 ? storm(coordinator, fleet, plan, round) : storm(bare, fleet, plan, round);
            double our = round % 2 == 0 ? second : first;
            double their = round % 2 == 0 ? first : second;
            if (round < 0) {
                heap = LiveCoordinator.heap();
            } else {
                ours.add(our);
                theirs.add(their);
                ratios.add(our / their);
                System.out.printf(
                        "round %d: coordinator %,.0f ms, bare server %,.0f ms, ratio %.2f%n",
                        round, our, their, our / their);
            }
        }
        System.out.printf(
                "median: coordinator %,.0f ms, bare server %,.0f ms, ratio %.2f%n",
                median(ours), median(theirs), median(ratios));
        System.out.printf(
                "heap with nobody connected: %,d MiB after the first storm, %,d MiB after the last%n",
                heap >> 20, LiveCoordinator.heap() >> 20);
    }

    private static void leave(LiveCoordinator coordinator, Child fleet) throws Exception {
        fleet.ask("drop");
        while (coordinator.connectedNodes() > 0) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        TimeUnit.MILLISECONDS.sleep(500);
    }

    private static double storm(LiveCoordinator coordinator, Child fleet, Plan plan, int round) throws Exception {
        long begun = System.nanoTime();
        String answer = fleet.ask(connect(coordinator.agentPort(), plan.window(), round));
        while (coordinator.reconciledNodes() < plan.agents()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        System.out.println("  all told after, ms, and how often an agent was sent away: " + answer);
        leave(coordinator, fleet);
        return millis;
    }

    private static double storm(BareServer bare, Child fleet, Plan plan, int round) throws Exception {
        long begun = System.nanoTime();
        bare.takeApplied();
        fleet.ask(connect(bare.port(), plan.window(), round));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        if (bare.takeApplied() != plan.agents()) {
            throw new IllegalStateException("the bare server has not heard everyone");
        }
        fleet.ask("drop");
        TimeUnit.MILLISECONDS.sleep(1_000);
        return millis;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
