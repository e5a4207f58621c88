package dev.heddle.sim.cluster.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.placement.GangRequest;
import dev.heddle.sim.cluster.Cluster;
import dev.heddle.sim.cluster.LedgerStore;
import dev.heddle.sim.cluster.Replica;
import dev.heddle.sim.virtual.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * A restored ledger's first leader may get an epoch that agents know from a leader that the ledger has forgotten. That
 * harms nothing while no replica outlives the restore: no node is told anything before its generation was raised above
 * that which its agent names.
 */
class ReusedEpochTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Cluster cluster = new Cluster(new VirtualTime(1), 1);
    private final List<String> violations = new ArrayList<>();
    private final ClusterInvariants invariants =
            new ClusterInvariants(cluster, 1, (invariant, what) -> violations.add(invariant + ": " + what));

    @Test
    void agentsObeyALeaderOfAnEpochThatTheyKnowFromAForgottenOne() {
        cluster.start();
        until(() -> cluster.leader()
                .filter(leader -> leader.image().homes().size() == 18)
                .isPresent());
        create("before", 4);
        until(() -> isIn("before", Phase.READY));
        LedgerStore.Snapshot backup = cluster.store().snapshot();
        changeLeader();
        changeLeader();
        delete("before");
        create("after", 6);
        until(() ->
                isIn("after", Phase.READY) && cluster.store().computeDomains().size() == 1);
        long forgotten = cluster.store().epoch();

        cluster.replicas().forEach(Replica::kill);
        cluster.store().restore(backup);
        cluster.replicas().forEach(Replica::start);
        until(() -> cluster.leader().isPresent());

        assertThat(cluster.store().epoch()).isEqualTo(forgotten);
        until(() ->
                cluster.store().units().stream().allMatch(unit -> unit.behind().isEmpty()));
        run(SOON);
        assertThat(cluster.store().epoch()).isEqualTo(forgotten);
        assertThat(cluster.store().computeDomains())
                .extracting(ComputeDomainRecord::phase)
                .contains(Phase.ORPHANED);
        assertThat(new Convergence(cluster).differences()).isEmpty();
    }

    private void changeLeader() {
        Replica leader = cluster.leader().orElseThrow();
        leader.kill();
        until(() -> cluster.leader().isPresent());
        leader.start();
        run(SOON);
    }

    private boolean isIn(String name, Phase phase) {
        return cluster.store().computeDomains().stream()
                .anyMatch(record -> record.name().value().equals(name) && record.phase() == phase);
    }

    private void until(BooleanSupplier condition) {
        long end = cluster.time().nanos() + SOON.toNanos();
        while (!condition.getAsBoolean() && cluster.time().nanos() < end) {
            cluster.step();
            invariants.check();
        }
        assertThat(condition.getAsBoolean()).isTrue();
        assertThat(violations).isEmpty();
    }

    private void run(Duration duration) {
        long end = cluster.time().nanos() + duration.toNanos();
        until(() -> cluster.time().nanos() >= end);
    }

    private void create(String name, int nodes) {
        cluster.leader()
                .orElseThrow()
                .submit(new Command.Create(
                        new ComputeDomainName(name),
                        new ComputeDomainSpec(new GangRequest(nodes, 4, OptionalInt.empty()), Optional.empty()),
                        Optional.empty(),
                        true));
    }

    private void delete(String name) {
        ComputeDomainName asked = new ComputeDomainName(name);
        invariants.deleteAsked(asked);
        cluster.leader().orElseThrow().submit(new Command.Delete(asked, OptionalLong.empty()));
    }
}
