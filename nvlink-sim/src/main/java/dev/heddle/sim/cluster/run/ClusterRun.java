package dev.heddle.sim.cluster.run;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.sim.cluster.Cluster;
import dev.heddle.sim.cluster.Replica;
import dev.heddle.sim.cluster.law.ClusterInvariants;
import dev.heddle.sim.cluster.law.Convergence;
import dev.heddle.sim.cluster.nemesis.Acks;
import dev.heddle.sim.cluster.nemesis.Nemesis;
import dev.heddle.sim.cluster.nemesis.Users;
import dev.heddle.sim.virtual.SimulationException;
import dev.heddle.sim.virtual.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One run: a cluster forms, faults and users go on for a while, then everything must come to rest. */
public final class ClusterRun {

    /** Within this after the last fault everything reachable must be as it should be (I5). */
    public static final Duration REST = Duration.ofMinutes(5);

    private static final Duration FORMING = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final RunOptions options;
    private final VirtualTime time;
    private final Cluster cluster;
    private final ClusterInvariants invariants;
    private final Convergence convergence;
    private final Nemesis nemesis;
    private final Users users;
    private final List<Violation> violations = new ArrayList<>();
    private Duration rest = Duration.ZERO;

    private ClusterRun(RunOptions options) {
        this.options = options;
        this.time = new VirtualTime(options.seed());
        this.cluster = new Cluster(time, options.racks());
        this.invariants = new ClusterInvariants(cluster, options.pace().successors(), this::found);
        this.convergence = new Convergence(cluster);
        this.nemesis = new Nemesis(
                cluster, new Nemesis.Settings(options.kinds(), options.pace().faults()), options.skip());
        this.users = new Users(cluster, new Users.Settings(options.pace().users()), acknowledged(), this::found);
        cluster.watch(new Cluster.Watcher() {
            @Override
            public void failed(Replica replica, Command command, RuntimeException cause) {
                found("FAILURE", replica + " failed to decide " + command + ": " + cause);
            }
        });
    }

    /** Runs to the end, or to the first violation. */
    public static RunResult of(RunOptions options) {
        return of(options, progress -> {});
    }

    /**
     * Runs to the end, or to the first violation.
     *
     * @param progress is told of each tenth of the run
     */
    public static RunResult of(RunOptions options, Consumer<RunResult> progress) {
        return new ClusterRun(options).run(progress);
    }

    private Acks acknowledged() {
        return new Acks() {
            @Override
            public void created(ComputeDomainRecord computeDomain) {
                invariants.acknowledged(computeDomain);
            }

            @Override
            public void deleteAsked(ComputeDomainUid computeDomain) {
                invariants.deleteAsked(computeDomain);
            }

            @Override
            public void deleted(ComputeDomainUid computeDomain) {
                invariants.deleted(computeDomain);
            }
        };
    }

    private void found(String invariant, String what) {
        violations.add(new Violation(time.nanos(), invariant, what));
    }

    private RunResult run(Consumer<RunResult> progress) {
        long begun = System.nanoTime();
        try {
            cluster.start();
            pass(FORMING);
            nemesis.start();
            users.start();
            Duration tenth = options.duration().dividedBy(10);
            for (int i = 0; i < 10 && violations.isEmpty(); i++) {
                pass(tenth);
                progress.accept(result(begun));
            }
            if (violations.isEmpty()) {
                comeToRest();
            }
        } catch (SimulationException e) {
            found("FAILURE", e.getMessage() + ": " + e.getCause());
        }
        return result(begun);
    }

    private void pass(Duration duration) {
        long end = time.nanos() + duration.toNanos();
        while (violations.isEmpty() && time.nanos() < end && cluster.step()) {
            invariants.check();
        }
    }

    private void comeToRest() {
        nemesis.calm();
        users.calm();
        long since = time.nanos();
        convergence.begin();
        List<String> differences;
        do {
            pass(LOOK);
            differences = convergence.differences();
        } while (violations.isEmpty() && !differences.isEmpty() && time.nanos() - since < REST.toNanos());
        rest = Duration.ofNanos(time.nanos() - since);
        differences.stream().limit(8).forEach(difference -> found("I5", difference));
    }

    private RunResult result(long begun) {
        return new RunResult(
                violations,
                Duration.ofNanos(time.nanos()),
                Duration.ofNanos(System.nanoTime() - begun),
                time.events(),
                cluster.decisions(),
                nemesis.counts(),
                nemesis.made(),
                time.traceHash(),
                rest);
    }
}
