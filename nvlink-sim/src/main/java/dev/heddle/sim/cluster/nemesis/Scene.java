package dev.heddle.sim.cluster.nemesis;

import dev.heddle.sim.cluster.Cluster;
import dev.heddle.sim.cluster.Replica;
import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.virtual.Host;
import dev.heddle.sim.virtual.Links;
import dev.heddle.sim.virtual.VirtualNode;
import dev.heddle.sim.virtual.VirtualTime;
import dev.heddle.sim.world.ActiveFault;
import dev.heddle.sim.world.ConflictException;
import dev.heddle.sim.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where faults happen: the cluster, whom they hit, and what is to be mended. */
final class Scene {

    private static final int OF_TEN_LEADER = 6;

    private final Cluster cluster;
    private final Repairs repairs;
    private final Set<Long> held = new TreeSet<>();
    private boolean calm;

    Scene(Cluster cluster) {
        this.cluster = cluster;
        this.repairs = new Repairs(cluster.time());
    }

    Cluster cluster() {
        return cluster;
    }

    VirtualTime time() {
        return cluster.time();
    }

    Links links() {
        return cluster.network().links();
    }

    World world() {
        return cluster.fleet().world();
    }

    Repairs repairs() {
        return repairs;
    }

    /** Whether nothing more is to be broken. */
    boolean calm() {
        return calm;
    }

    void beCalm() {
        calm = true;
    }

    /** A part of a fault that happens later, unless nothing more is to be broken by then. */
    void later(Duration delay, String what, Runnable event) {
        time().after(delay, what, () -> {
            if (!calm) {
                event.run();
            }
        });
    }

    /** A coordinator that runs, more often the one that leads: most that can go wrong goes wrong there. */
    Optional<Replica> coordinator(Chance chance) {
        boolean wantLeader = chance.below(10) < OF_TEN_LEADER;
        Replica drawn = chance.any(cluster.replicas());
        Optional<Replica> leader = wantLeader ? cluster.leader() : Optional.empty();
        return leader.or(() -> Optional.of(drawn)).filter(Replica::running);
    }

    /** A node, more often one that workloads use: a fault of an idle one teaches little. */
    VirtualNode node(Chance chance) {
        return node(chance, chance.either());
    }

    /** A node that workloads use, or one that they do not, or any if there is no such. */
    VirtualNode node(Chance chance, boolean busy) {
        List<VirtualNode> all = cluster.fleet().nodes();
        List<VirtualNode> wanted = all.stream()
                .filter(node -> busy != node.exposed().holdings().isEmpty())
                .toList();
        return chance.any(wanted.isEmpty() ? all : wanted);
    }

    List<Host> coordinatorHosts() {
        return cluster.replicas().stream().map(Replica::host).toList();
    }

    List<Host> nodeHosts() {
        return cluster.fleet().nodes().stream().map(VirtualNode::host).toList();
    }

    /** Something happens to the hardware, which is healed after so long; empty if it is so already. */
    boolean breakHardware(Fault fault, Duration duration) {
        Optional<ActiveFault> active = inject(fault);
        active.ifPresent(
                happened -> repairs.after(duration, "hardware healed", () -> heal(Set.of(happened.sequence()))));
        return active.isPresent();
    }

    /** Something happens to the hardware, and lasts until {@link #release}, however calm it is. */
    Optional<ActiveFault> hold(Fault fault) {
        Optional<ActiveFault> active = inject(fault);
        active.ifPresent(happened -> held.add(happened.sequence()));
        return active;
    }

    /** Ends what was held. */
    void release(ActiveFault fault) {
        held.remove(fault.sequence());
        heal(Set.of(fault.sequence()));
    }

    /** Heals all hardware that is not held. */
    void healHardware() {
        Set<Long> faults = new TreeSet<>(world().state().faults().keySet());
        faults.removeAll(held);
        heal(faults);
    }

    private Optional<ActiveFault> inject(Fault fault) {
        try {
            return Optional.of(world().inject(fault));
        } catch (ConflictException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void heal(Collection<Long> faults) {
        try {
            world().heal(faults);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String named(Replica replica) {
        return replica.leading() ? replica.name() + " (leads)" : replica.name();
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f s", duration.toNanos() / 1e9);
    }
}
