package dev.heddle.sim.virtual;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.sim.check.Holding;
import dev.heddle.sim.plant.Profile;
import dev.heddle.sim.plant.Profiles;
import dev.heddle.sim.virtual.CrashPoint.Place;
import dev.heddle.sim.virtual.VirtualNode.Tampering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Real agents under virtual time with a scripted control plane, and a nemesis. */
final class AgentSimulation {

    private static final Duration BETWEEN_FAULTS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_CHANGES = Duration.ofMillis(300);
    private static final Duration BETWEEN_LEADERS = Duration.ofSeconds(40);

    private final VirtualTime time;
    private final RandomGenerator random;
    private final VirtualNetwork network;
    private final VirtualFleet fleet;
    private final ScriptedControl control;
    private final List<ScriptedReplica> replicas = new ArrayList<>();
    private final NodeInvariants invariants;
    private final List<String> violations = new ArrayList<>();
    private final Map<Trouble, Integer> troubles = new EnumMap<>(Trouble.class);
    private boolean quiet;

    AgentSimulation(long seed, int racks) {
        this.time = new VirtualTime(seed);
        this.random = time.random("nemesis");
        this.network = new VirtualNetwork(time, Delays.DATA_CENTRE);
        List<String> hosts = List.of("replica-1", "replica-2", "replica-3");
        this.fleet = new VirtualFleet(
                network,
                profile(),
                racks,
                hosts.stream().map(ScriptedReplica::target).toList());
        this.control = new ScriptedControl(time.random("control"), fleet.nodes());
        hosts.forEach(host -> replicas.add(new ScriptedReplica(control, network, host)));
        replicas.getFirst().lead();
        this.invariants = new NodeInvariants(
                fleet,
                (invariant, what) -> violations.add("%.3f s %s: %s".formatted(time.nanos() / 1e9, invariant, what)));
        fleet.start();
        every(BETWEEN_FAULTS, this::trouble);
        every(BETWEEN_CHANGES, this::change);
        every(BETWEEN_LEADERS, this::elect);
    }

    private static Profile profile() {
        try {
            return Profiles.builtIn(Profiles.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void every(Duration mean, Runnable action) {
        time.after(Duration.ofNanos(random.nextLong(2 * mean.toNanos())), "script", () -> {
            if (!quiet) {
                action.run();
                every(mean, action);
            }
        });
    }

    /** Runs for so long, and looks after every event. */
    void run(Duration duration) {
        long end = time.nanos() + duration.toNanos();
        while (violations.isEmpty() && time.nanos() < end && time.step()) {
            invariants.check();
        }
    }

    /** No more faults and changes; what is broken is mended. */
    void calm() {
        quiet = true;
        network.links().openAll();
        fleet.nodes().forEach(node -> node.process().ifPresent(VirtualProcess::resume));
        lead(replicas.getFirst());
        // The others know what the leader knows, as standbys do that hear of it.
        replicas.forEach(ScriptedReplica::lead);
    }

    private void change() {
        order(control.change());
    }

    /** The leader tells a node what its orders are now. */
    void order(NodeName node) {
        replicas.stream().filter(ScriptedReplica::leads).forEach(leader -> leader.order(node));
    }

    private void elect() {
        lead(replicas.get(random.nextInt(replicas.size())));
    }

    private void lead(ScriptedReplica next) {
        replicas.stream().filter(ScriptedReplica::leads).forEach(ScriptedReplica::deposed);
        control.raiseEpoch();
        next.lead();
    }

    private void trouble() {
        Trouble trouble = Trouble.values()[random.nextInt(Trouble.values().length)];
        troubles.merge(trouble, 1, Integer::sum);
        VirtualNode node = fleet.nodes().get(random.nextInt(fleet.nodes().size()));
        Duration some = Duration.ofMillis((long) (20 * Math.pow(2000, random.nextDouble())));
        switch (trouble) {
            case CRASH -> node.crash(some);
            case CRASH_AT_STEP -> node.crashAt(point(false));
            case POWER_LOSS_AT_STEP -> node.crashAt(point(true));
            case STOP -> node.stop(some);
            case SECOND_AGENT -> node.startSecond();
            case PAUSE -> node.pause(some);
            case REBOOT -> node.reboot(some);
            case LOST_SYNC -> node.disk().loseSyncs(1 + random.nextInt(4));
            case TAMPER -> tamper(node);
            case FULL_DISK -> {
                node.disk().full(true);
                time.after(some, "room", () -> node.disk().full(false));
            }
            case CUT -> cut(node, some);
            case SWIZZLE -> network.links().swizzle(node.host(), hosts(), some);
            case BREAK -> network.breakOne();
            case HALF_BREAK -> network.halfBreakOne();
            case STALL -> network.stallOne(some);
            case STUBBORN -> fleet.tenants().stay(2, some);
        }
    }

    private CrashPoint point(boolean power) {
        return new CrashPoint(1 + random.nextInt(12), Place.values()[random.nextInt(Place.values().length)], power);
    }

    private void tamper(VirtualNode node) {
        VirtualNode other = fleet.nodes().get(random.nextInt(fleet.nodes().size()));
        byte[] foreign = other.disk().content(VirtualNode.RECORD);
        Tampering how = Tampering.values()[random.nextInt(Tampering.values().length)];
        if (foreign != null && other != node) {
            node.tamper(how, foreign);
        }
    }

    private List<Host> hosts() {
        return List.of(new Host("replica-1"), new Host("replica-2"), new Host("replica-3"));
    }

    private void cut(VirtualNode node, Duration some) {
        Host replica = hosts().get(random.nextInt(3));
        int which = random.nextInt(3);
        if (which != 0) {
            network.links().block(node.host(), replica);
        }
        if (which != 1) {
            network.links().block(replica, node.host());
        }
        time.after(some, "cut mended", () -> {
            network.links().open(node.host(), replica);
            network.links().open(replica, node.host());
        });
    }

    /** I5: every node has what it should have, nothing more, and a record that can be trusted. */
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        for (VirtualNode node : fleet.nodes()) {
            Book book = control.book(node.name());
            Set<ComputeDomainUid> given = new HashSet<>();
            node.exposed().holdings().stream().map(Holding::computeDomain).forEach(given::add);
            boolean intact = node.status()
                    .flatMap(status -> status.applied())
                    .filter(applied -> applied.record() == RecordState.INTACT)
                    .isPresent();
            boolean channels = node.exposed().holdings().stream()
                    .allMatch(holding -> node.exposed().channels().contains(holding.channel()));
            if (!given.equals(book.wanted().keySet()) || !book.releasing().isEmpty() || !intact || !channels) {
                differences.add(
                        node.name() + " has " + node.exposed() + ", book " + book + ", status " + node.status());
            }
        }
        return differences;
    }

    List<String> violations() {
        return violations;
    }

    VirtualTime time() {
        return time;
    }

    VirtualFleet fleet() {
        return fleet;
    }

    VirtualNetwork network() {
        return network;
    }

    ScriptedControl control() {
        return control;
    }

    /** How often each kind of trouble was made. */
    Map<Trouble, Integer> troubles() {
        return troubles;
    }

    /** What the nemesis does. */
    enum Trouble {
        CRASH,
        CRASH_AT_STEP,
        POWER_LOSS_AT_STEP,
        STOP,
        SECOND_AGENT,
        PAUSE,
        REBOOT,
        LOST_SYNC,
        TAMPER,
        FULL_DISK,
        CUT,
        SWIZZLE,
        BREAK,
        HALF_BREAK,
        STALL,
        STUBBORN
    }
}
