package dev.heddle.sim.cluster.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.placement.GangRequest;
import dev.heddle.sim.cluster.Cluster;
import dev.heddle.sim.virtual.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ClusterInvariantsTest {

    private final List<String> violations = new ArrayList<>();
    private final Cluster cluster = new Cluster(new VirtualTime(1), 1);
    private final ClusterInvariants invariants =
            new ClusterInvariants(cluster, 10, (invariant, what) -> violations.add(invariant + ": " + what));

    @Test
    void everythingHoldsWhereNothingIsBrokenAndAtTheEndNothingIsLeftToDo() {
        cluster.start();
        run(Duration.ofSeconds(30));
        for (int i = 0; i < 8; i++) {
            create("cd-" + i, 1 + i, 1 + i % 4);
            run(Duration.ofSeconds(1));
        }
        run(Duration.ofSeconds(10));
        for (int i = 0; i < 4; i++) {
            delete("cd-" + i);
        }
        run(Duration.ofSeconds(20));

        assertThat(violations).isEmpty();
        assertThat(new Convergence(cluster).differences()).isEmpty();
        assertThat(cluster.store().computeDomains()).hasSizeGreaterThan(2);
        assertThat(invariants.decisionsCompared()).isGreaterThan(20);
        assertThat(invariants.nodesSeen()).isGreaterThan(18);
    }

    @Test
    void everythingHoldsWhileLeadersDieAndNodesLoseTheirPower() {
        cluster.start();
        run(Duration.ofSeconds(30));
        for (int i = 0; i < 12; i++) {
            create("cd-" + i, 2, 2);
            run(Duration.ofMillis(300));
            cluster.leader().ifPresent(leader -> leader.crash(Duration.ofSeconds(3)));
            cluster.fleet().nodes().get(i).reboot(Duration.ofSeconds(5));
            run(Duration.ofSeconds(12));
            delete("cd-" + i / 2);
        }
        run(Duration.ofSeconds(120));

        assertThat(violations).isEmpty();
        assertThat(new Convergence(cluster).differences()).isEmpty();
    }

    private void run(Duration duration) {
        long end = cluster.time().nanos() + duration.toNanos();
        while (cluster.time().nanos() < end && cluster.step()) {
            invariants.check();
        }
    }

    private void create(String name, int nodes, int gpus) {
        Command create = new Command.Create(
                new ComputeDomainName(name),
                new ComputeDomainSpec(new GangRequest(nodes, gpus, OptionalInt.empty()), Optional.empty()),
                Optional.empty(),
                true);
        cluster.leader()
                .ifPresent(leader -> leader.submit(create).thenAccept(reply -> {
                    if (reply instanceof Reply.Created created) {
                        invariants.acknowledged(created.computeDomain());
                    }
                }));
    }

    private void delete(String name) {
        invariants.deleteAsked(new ComputeDomainName(name));
        Command delete = new Command.Delete(new ComputeDomainName(name), OptionalLong.empty());
        cluster.leader()
                .ifPresent(leader -> leader.submit(delete).thenAccept(reply -> {
                    if (reply instanceof Reply.Deleted deleted && deleted.gone()) {
                        invariants.deleted(deleted.computeDomain().uid());
                    }
                }));
    }
}
