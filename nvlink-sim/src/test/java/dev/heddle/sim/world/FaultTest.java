package dev.heddle.sim.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.Clique;
import dev.heddle.contract.model.FabricState;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.HealthSummary;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.Tristate;
import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.plant.Plant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultTest {

    private static final String NODE = "rack-01-tray-02";

    @TempDir
    Path folder;

    private Worlds worlds = uninitialised();

    @SuppressWarnings("NullAway") // set before each test
    private static Worlds uninitialised() {
        return null;
    }

    @BeforeEach
    void world() throws IOException {
        worlds = new Worlds(folder);
    }

    @Test
    void aHealthyGpuReportsEighteenActiveLinksAndAHealthyFabric() {
        Gpu gpu = worlds.gpu(NODE, 1);

        assertThat(Worlds.links(gpu, LinkState.ACTIVE)).hasSize(18);
        assertThat(gpu.links()).allSatisfy(link -> assertThat(link.speedMbps()).isEqualTo(53_125));
        assertThat(gpu.fabric().state()).isEqualTo(FabricState.COMPLETED);
        assertThat(gpu.fabric().cliques()).containsExactly(Clique.unicast(32_766));
        assertThat(gpu.fabric().health().summary()).isEqualTo(HealthSummary.HEALTHY);
        assertThat(gpu.memoryBytes()).isEqualTo(189_471L * 1024 * 1024);
    }

    @Test
    void aLinkDownIsOneGpusAndRoutesAreRepairedBeforeBandwidthIsDegraded() throws Exception {
        worlds.inject("link-down", "rack-01/tray-02/gpu-1/link-5");

        Gpu gpu = worlds.gpu(NODE, 1);
        assertThat(Worlds.links(gpu, LinkState.INACTIVE)).containsExactly(5);
        assertThat(gpu.links().get(5).speedMbps()).isZero();
        assertThat(gpu.links().get(5).errorEvents()).isEqualTo(1);
        assertThat(gpu.fabric().health().routeRecovery()).isEqualTo(Tristate.TRUE);
        assertThat(gpu.fabric().health().summary()).isEqualTo(HealthSummary.LIMITED_CAPACITY);
        assertThat(Worlds.links(worlds.gpu(NODE, 0), LinkState.ACTIVE)).hasSize(18);

        worlds.time.pass(300);
        gpu = worlds.gpu(NODE, 1);
        assertThat(gpu.fabric().health().routeRecovery()).isEqualTo(Tristate.FALSE);
        assertThat(gpu.fabric().health().degradedBandwidth()).isEqualTo(Tristate.TRUE);
        assertThat(gpu.fabric().health().summary()).isEqualTo(HealthSummary.LIMITED_CAPACITY);
    }

    @Test
    void aLostSwitchTrayTakesTwoLinksOfEveryGpuOfItsRackAndOfNoOther() throws Exception {
        worlds.inject("switch-tray-lost", "rack-01/switch-4");
        worlds.time.pass(300);

        for (Plant.Tray tray : worlds.plant.racks().getFirst().trays()) {
            for (int gpu = 0; gpu < 4; gpu++) {
                Gpu seen = worlds.gpu(tray.node().value(), gpu);
                assertThat(Worlds.links(seen, LinkState.INACTIVE)).containsExactly(8, 9);
                assertThat(seen.fabric().health().degradedBandwidth()).isEqualTo(Tristate.TRUE);
            }
        }
        assertThat(Worlds.links(worlds.gpu("rack-02-tray-02", 0), LinkState.ACTIVE))
                .hasSize(18);
    }

    @Test
    void aLostAsicTakesOneLinkOfEveryGpu() throws Exception {
        worlds.inject("switch-asic-lost", "rack-01/switch-4/asic-1");

        assertThat(Worlds.links(worlds.gpu("rack-01-tray-17", 3), LinkState.INACTIVE))
                .containsExactly(9);
    }

    @Test
    void aGpuWithoutAnyLinkIsUnhealthy() throws Exception {
        for (int tray = 0; tray < 9; tray++) {
            worlds.inject("switch-tray-lost", "rack-01/switch-" + tray);
        }
        worlds.time.pass(300);

        assertThat(worlds.gpu(NODE, 0).fabric().health().summary()).isEqualTo(HealthSummary.UNHEALTHY);
        assertThat(worlds.gpu(NODE, 0).fabric().health().routeUnhealthy()).isEqualTo(Tristate.TRUE);
    }

    @Test
    void aFlappingLinkChangesItsStateAndCountsRecoveries() throws Exception {
        worlds.inject("link-flap", "rack-01/tray-02/gpu-1/link-5");
        Set<LinkState> seen = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            seen.add(worlds.gpu(NODE, 1).links().get(5).state());
            worlds.time.pass(400);
        }

        assertThat(seen).containsExactlyInAnyOrder(LinkState.ACTIVE, LinkState.INACTIVE);
        assertThat(worlds.gpu(NODE, 1).links().get(5).recoveryEvents()).isEqualTo(2);
        assertThat(worlds.gpu(NODE, 1).fabric().health().summary()).isEqualTo(HealthSummary.HEALTHY);
    }

    @Test
    void aDegradedLinkIsSlowAndCountsErrorsThatStayAfterItIsHealed() throws Exception {
        long fault = worlds.inject("link-degraded", "rack-01/tray-02/gpu-1/link-5");
        worlds.time.pass(1000);
        assertThat(worlds.gpu(NODE, 1).links().get(5).speedMbps()).isLessThan(53_125);
        long errors = worlds.gpu(NODE, 1).links().get(5).errorEvents();
        assertThat(errors).isPositive();

        worlds.world.heal(List.of(fault));
        assertThat(worlds.gpu(NODE, 1).links().get(5).speedMbps()).isEqualTo(53_125);
        assertThat(worlds.gpu(NODE, 1).links().get(5).errorEvents()).isEqualTo(errors);
    }

    @Test
    void aLostGpuAnswersNothingAndRegistersAnewWhenItIsReset() throws Exception {
        long fault = worlds.inject("gpu-lost", "rack-01/tray-02/gpu-1");
        assertThat(worlds.gpu(NODE, 1).lost()).isTrue();
        assertThat(worlds.gpu(NODE, 1).fabric().state()).isEqualTo(FabricState.UNKNOWN);
        assertThat(Worlds.links(worlds.gpu(NODE, 1), LinkState.UNKNOWN)).hasSize(18);

        worlds.world.heal(List.of(fault));
        assertThat(worlds.gpu(NODE, 1).fabric().state()).isEqualTo(FabricState.NOT_STARTED);
        assertThat(worlds.gpu(NODE, 0).fabric().state()).isEqualTo(FabricState.COMPLETED);
        worlds.time.pass(3000);
        assertThat(worlds.gpu(NODE, 1).fabric().state()).isEqualTo(FabricState.COMPLETED);
    }

    @Test
    void aReturnedTrayHasANewBootIdAndTrainsItsFabric() throws Exception {
        NodeName node = new NodeName(NODE);
        BootId before = worlds.world.boot(node);
        worlds.world.start(node, 7, new TreeSet<>());
        long fault = worlds.inject("pull-tray", "rack-01/tray-02");
        assertThat(worlds.world.report(node)).isEmpty();
        assertThat(worlds.world.state().processes()).isEmpty();
        assertThat(worlds.world.boot(node)).isEqualTo(before);

        worlds.world.heal(List.of(fault));
        assertThat(worlds.world.boot(node)).isNotEqualTo(before);
        assertThat(worlds.gpu(NODE, 0).fabric().state()).isEqualTo(FabricState.NOT_STARTED);
        assertThat(worlds.gpu(NODE, 0).fabric().cluster().isNone()).isTrue();
        assertThat(Worlds.links(worlds.gpu(NODE, 0), LinkState.INACTIVE)).hasSize(18);
        worlds.time.pass(1000);
        assertThat(worlds.gpu(NODE, 0).fabric().state()).isEqualTo(FabricState.IN_PROGRESS);
        assertThat(Worlds.links(worlds.gpu(NODE, 0), LinkState.ACTIVE)).hasSize(18);
        worlds.time.pass(2000);
        assertThat(worlds.gpu(NODE, 0).fabric().state()).isEqualTo(FabricState.COMPLETED);
        assertThat(worlds.gpu(NODE, 0).fabric().cluster().isNone()).isFalse();
    }

    @Test
    void aSplitGivesHalfARackAnotherCliqueInTheSameDomain() throws Exception {
        long fault = worlds.inject("clique-split", "rack-01");

        NodeReport low = worlds.report("rack-01-tray-08");
        NodeReport high = worlds.report("rack-01-tray-09");
        assertThat(low.gpus().getFirst().fabric().cliques()).containsExactly(Clique.unicast(32_766));
        assertThat(high.gpus().getFirst().fabric().cliques()).containsExactly(Clique.unicast(1));
        assertThat(high.gpus().getFirst().fabric().cluster())
                .isEqualTo(low.gpus().getFirst().fabric().cluster());
        worlds.inject("clique-split", "rack-01/tray-00..03");
        assertThat(cliques()).containsExactly(1L, 2L, 32_766L);
        worlds.inject("re-partition", "rack-01");
        assertThat(cliques()).containsExactly(3L);

        worlds.world.healAll();
        assertThat(cliques()).containsExactly(32_766L);
        assertThat(worlds.world.heal(List.of(fault))).isEmpty();
    }

    private Set<Long> cliques() {
        Set<Long> cliques = new TreeSet<>();
        IntStream.range(0, 18)
                .forEach(tray -> cliques.add(worlds.gpu("rack-01-tray-" + String.format("%02d", tray), 0)
                        .fabric()
                        .unicastClique()
                        .orElseThrow()));
        return cliques;
    }

    @Test
    void agentsOfExactlyTheReachedNodesAreWokenAtOnce() throws Exception {
        Set<NodeName> woken = new HashSet<>();
        worlds.plant.nodes().forEach(node -> worlds.world.onChange(node, () -> woken.add(node)));

        worlds.inject("link-down", "rack-01/tray-02/gpu-1/link-5");
        assertThat(woken).containsExactly(new NodeName(NODE));
        woken.clear();
        worlds.inject("switch-asic-lost", "rack-02/switch-0/asic-0");
        assertThat(woken)
                .hasSize(18)
                .allSatisfy(node -> assertThat(node.value()).startsWith("rack-02-"));
        woken.clear();
        worlds.time.pass(300);
        assertThat(woken).hasSize(19);
    }

    @Test
    void agentsOfAPulledOrStoppedNodeDoNotRun() throws Exception {
        NodeName node = new NodeName(NODE);
        long stop = worlds.inject("agent-stop", "rack-01/tray-02");
        assertThat(worlds.world.agentRuns(node)).isFalse();
        assertThat(worlds.world.powered(node)).isTrue();
        worlds.world.heal(List.of(stop));
        assertThat(worlds.world.agentRuns(node)).isTrue();
        worlds.inject("agent-slow", "rack-01/tray-02");
        assertThat(worlds.world.slow(node)).isTrue();
    }

    @Test
    void theSameFaultDoesNotHappenTwice() throws Exception {
        worlds.inject("pull-tray", "rack-01/tray-02");

        assertThatThrownBy(() -> worlds.inject("pull-tray", "rack-01-tray-02"))
                .isInstanceOf(ConflictException.class)
                .hasMessage("pull-tray of rack-01/tray-02 is active already as f-1");
        assertThatThrownBy(() -> worlds.world.start(new NodeName(NODE), 1, new TreeSet<>()))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void aWrongKindOrTargetIsAnsweredWithTheValidOnes() {
        assertThatThrownBy(() -> Fault.parse(worlds.plant, "explode", "rack-01"))
                .hasMessageContaining("pull-tray")
                .hasMessageContaining("return-tray");
        assertThatThrownBy(() -> Fault.parse(worlds.plant, "link-down", "rack-01/tray-02"))
                .hasMessage("link-down needs a target such as rack-01/tray-02/gpu-1/link-5, not rack-01/tray-02");
    }
}
