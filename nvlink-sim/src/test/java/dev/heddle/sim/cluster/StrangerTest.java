package dev.heddle.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.agent.AgentStatus;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import dev.heddle.coordinator.placement.GangRequest;
import dev.heddle.sim.check.PhysicalHoldings;
import dev.heddle.sim.virtual.VirtualNode;
import dev.heddle.sim.virtual.VirtualNode.Tampering;
import dev.heddle.sim.virtual.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StrangerTest {

    private final Cluster cluster = new Cluster(new VirtualTime(1), 1);
    private final VirtualNode node = cluster.fleet().nodes().getFirst();

    @BeforeEach
    void everyNodeIsUsed() {
        cluster.start();
        run(Duration.ofSeconds(30));
        ComputeDomainSpec all = new ComputeDomainSpec(new GangRequest(18, 4, OptionalInt.empty()), Optional.empty());
        cluster.leader()
                .orElseThrow()
                .submit(new Command.Create(new ComputeDomainName("all"), all, Optional.empty(), true));
        run(Duration.ofSeconds(10));
        assertThat(node.exposed().holdings()).hasSize(1);
        cluster.stranger().start();
    }

    @Test
    void anAgentThatReachesAnotherClusterKeepsWhatItHasAndFindsBack() {
        PhysicalHoldings.OnNode before = node.exposed();

        lead();
        run(Duration.ofSeconds(60));
        assertThat(obeyed()).contains(cluster.id());
        assertThat(node.exposed()).isEqualTo(before);

        leadBack();
        run(Duration.ofSeconds(60));
        assertThat(connected()).isTrue();
        assertThat(node.exposed()).isEqualTo(before);
    }

    @Test
    void anAgentWithoutARecordIsTheOtherClustersUntilAnOperatorWinsItBack() {
        lead();
        node.tamper(Tampering.LOST, new byte[0]);
        run(Duration.ofSeconds(60));
        assertThat(obeyed()).contains(cluster.stranger().id());
        assertThat(node.exposed().holdings()).isEmpty();

        leadBack();
        run(Duration.ofSeconds(60));
        assertThat(connected()).isFalse();

        byte[] own = cluster.id().value().getBytes(StandardCharsets.UTF_8);
        node.disk().put(VirtualNode.STATE.resolve("readopt"), own);
        run(Duration.ofSeconds(60));
        assertThat(obeyed()).contains(cluster.id());
        assertThat(node.exposed().holdings()).hasSize(1);
    }

    private void lead() {
        cluster.network().lead(node.host(), cluster.stranger().target());
        node.process().ifPresent(cluster.network()::breakAll);
    }

    private void leadBack() {
        cluster.network().leadBack(node.host());
        node.process().ifPresent(cluster.network()::breakAll);
    }

    private Optional<ClusterId> obeyed() {
        return node.status().flatMap(AgentStatus::cluster);
    }

    private boolean connected() {
        return cluster.leader()
                .orElseThrow()
                .image()
                .view(node.name())
                .orElseThrow()
                .observation()
                .connected();
    }

    private void run(Duration duration) {
        long end = cluster.time().nanos() + duration.toNanos();
        while (cluster.time().nanos() < end && cluster.step()) {
            // until then
        }
    }
}
