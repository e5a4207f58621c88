package dev.heddle.sim.cluster.nemesis;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.sim.cluster.Cluster;
import dev.heddle.sim.virtual.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/** A small cluster with users and a nemesis. */
final class Run implements Acks {

    private final Cluster cluster;
    private final Users users;
    private final Nemesis nemesis;
    private final List<String> violations = new ArrayList<>();
    private long created;
    private long deleted;

    Run(long seed, Set<FaultKind> kinds, LongPredicate skip) {
        this.cluster = new Cluster(new VirtualTime(seed), 2);
        this.users = new Users(
                cluster,
                new Users.Settings(Duration.ofMillis(500)),
                this,
                (invariant, what) -> violations.add(
                        "%.3f s %s: %s".formatted(cluster.time().nanos() / 1e9, invariant, what)));
        this.nemesis = new Nemesis(cluster, new Nemesis.Settings(kinds, Duration.ofSeconds(2)), skip);
        cluster.start();
        users.start();
        nemesis.start();
    }

    static Set<FaultKind> everything() {
        return EnumSet.allOf(FaultKind.class);
    }

    void run(Duration duration) {
        long end = cluster.time().nanos() + duration.toNanos();
        while (cluster.time().nanos() < end && cluster.step()) {
            cluster.fleet().takeChanged();
        }
    }

    Cluster cluster() {
        return cluster;
    }

    Users users() {
        return users;
    }

    Nemesis nemesis() {
        return nemesis;
    }

    List<String> violations() {
        return violations;
    }

    long created() {
        return created;
    }

    long deleted() {
        return deleted;
    }

    @Override
    public void created(ComputeDomainRecord computeDomain) {
        created++;
    }

    @Override
    public void deleteAsked(ComputeDomainUid computeDomain) {}

    @Override
    public void deleted(ComputeDomainUid computeDomain) {
        deleted++;
    }
}
