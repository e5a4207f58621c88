package dev.heddle.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.sim.check.Holding;
import dev.heddle.sim.check.LedgerHoldings;
import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.world.SimProcess;
import dev.heddle.sim.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user does, on two racks, with a real coordinator and real agents. */
class GrantIT {

    private static final int NODES = 36;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private static void awaitPhase(Cluster cluster, String name, Phase phase) {
        await(name + " " + phase)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.in(Phase.values()))
                        .filteredOn(domain -> domain.name().value().equals(name))
                        .extracting(ComputeDomainRecord::phase)
                        .containsExactly(phase));
    }

    private static Cluster ready(Path folder) throws Exception {
        Cluster cluster = Cluster.start(folder, 2, 7, List.of());
        await().atMost(PATIENCE).until(() -> cluster.openNodes() == NODES);
        return cluster;
    }

    @Test
    void twoComputeDomainsOnTheSameNodesHoldDifferentChannelsAndNeitherIsZero() throws Exception {
        try (Cluster cluster = ready(folder)) {
            cluster.create("a", 18, 2);
            cluster.create("b", 18, 2);
            cluster.create("c", 18, 2);
            cluster.create("d", 18, 2);
            for (String name : List.of("a", "b", "c", "d")) {
                awaitPhase(cluster, name, Phase.READY);
            }
            List<Holding> held = LedgerHoldings.of(cluster.image());
            assertThat(held).hasSize(72);
            assertThat(held.stream().map(Holding::node).distinct()).hasSize(NODES);
            assertThat(cluster.check().ledger()).isEmpty();
            assertThat(cluster.check().physical()).isEmpty();
            assertThat(cluster.check().differences()).isEmpty();
        }
    }

    @Test
    void aPulledTrayDegradesItsComputeDomainAndIsScrubbedBeforeItIsTrustedAgain() throws Exception {
        try (Cluster cluster = ready(folder)) {
            World world = cluster.simulator().world();
            cluster.create("train", 18, 4);
            awaitPhase(cluster, "train", Phase.READY);
            String rack =
                    LedgerHoldings.of(cluster.image()).getFirst().node().value().substring(0, 7);
            Fault fault = Fault.parse(world.plant(), "pull-tray", rack + "/tray-07");
            long sequence = world.inject(fault).sequence();
            awaitPhase(cluster, "train", Phase.DEGRADED);
            assertThat(LedgerHoldings.of(cluster.image())).hasSize(18);

            world.heal(List.of(sequence));
            awaitPhase(cluster, "train", Phase.READY);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(cluster.check().differences()).isEmpty());
            assertThat(cluster.image()
                            .unitOf(new NodeName(rack + "-tray-07"))
                            .orElseThrow()
                            .unit()
                            .node(new NodeName(rack + "-tray-07"))
                            .orElseThrow()
                            .boot())
                    .isEqualTo(world.boot(new NodeName(rack + "-tray-07")));
        }
    }

    @Test
    void aReleaseWaitsForTheProcessThatHoldsTheChannelAndThenEnds() throws Exception {
        try (Cluster cluster = ready(folder)) {
            World world = cluster.simulator().world();
            cluster.create("busy", 2, 4);
            awaitPhase(cluster, "busy", Phase.READY);
            Holding holding = LedgerHoldings.of(cluster.image()).getFirst();
            SimProcess process = world.start(holding.node(), holding.channel(), new TreeSet<>());
            Reply reply = cluster.delete(new ComputeDomainName("busy"));
            assertThat(reply).isInstanceOf(Reply.Deleted.class);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(nodes(cluster)).containsExactly(holding.node()));
            awaitPhase(cluster, "busy", Phase.RELEASING);
            world.stop(process.pid());
            await().atMost(PATIENCE).until(() -> cluster.in(Phase.values()).isEmpty());
            assertThat(cluster.check().differences()).isEmpty();
        }
    }

    private static Set<NodeName> nodes(Cluster cluster) {
        return LedgerHoldings.of(cluster.image()).stream().map(Holding::node).collect(Collectors.toSet());
    }
}
