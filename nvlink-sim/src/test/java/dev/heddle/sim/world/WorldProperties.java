package dev.heddle.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.HealthSummary;
import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.sim.fault.FaultKind;
import dev.heddle.sim.plant.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random faults and heals. The seed is in the test's name. */
class WorldProperties {

    private static final int STEPS = 120;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void afterEverythingIsHealedTheWorldIsAsItWas(long seed) throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Worlds worlds = new Worlds(folder);
        worlds.formImex(0);
        worlds.formImex(1);
        Map<NodeName, NodeReport> before = pristine(worlds);
        for (int step = 0; step < STEPS; step++) {
            step(random, worlds);
            consistent(worlds);
        }
        worlds.world.healAll();
        worlds.time.pass(60_000);

        assertThat(worlds.world.state().faults()).isEmpty();
        assertThat(pristine(worlds)).isEqualTo(before);
    }

    private static void step(RandomGenerator random, Worlds worlds) throws Exception {
        worlds.time.pass(random.nextInt(2000));
        List<Long> active = new ArrayList<>(worlds.world.state().faults().keySet());
        if (!active.isEmpty() && random.nextInt(3) == 0) {
            worlds.world.heal(List.of(active.get(random.nextInt(active.size()))));
            return;
        }
        FaultKind kind = FaultKind.values()[random.nextInt(FaultKind.values().length)];
        try {
            worlds.inject(kind.wireName(), target(kind, random));
        } catch (ConflictException e) {
            assertThat(e).hasMessageContaining("active already");
        }
    }

    private static String target(FaultKind kind, RandomGenerator random) {
        int rack = random.nextInt(2);
        int tray = random.nextInt(18);
        return switch (kind) {
            case GPU_LOST -> new Target.OfGpu(rack, tray, random.nextInt(4)).text();
            case LINK_DOWN, LINK_FLAP, LINK_DEGRADED ->
                new Target.OfLink(rack, tray, random.nextInt(4), random.nextInt(18)).text();
            case PULL_TRAY, IMEX_KILL, AGENT_STOP, AGENT_SLOW -> new Target.OfTray(rack, tray).text();
            case SWITCH_ASIC_LOST -> new Target.OfAsic(rack, random.nextInt(9), random.nextInt(2)).text();
            case SWITCH_TRAY_LOST -> new Target.OfSwitch(rack, random.nextInt(9)).text();
            case CLIQUE_SPLIT -> new Target.OfTrays(rack, tray, 17).text();
            case RE_PARTITION -> Target.rackName(rack).toLowerCase(Locale.ROOT);
        };
    }

    /** What no fault may break: a rack is one piece of hardware. */
    private static void consistent(Worlds worlds) {
        for (NodeName node : worlds.plant.nodes()) {
            worlds.world.report(node).ifPresent(report -> {
                assertThat(report.gpus()).hasSize(4);
                report.gpus().forEach(gpu -> consistent(worlds, node, gpu));
            });
        }
    }

    private static void consistent(Worlds worlds, NodeName node, Gpu gpu) {
        assertThat(gpu.links()).hasSize(18);
        boolean registered = gpu.fabric().settled();
        assertThat(gpu.fabric().cliques().isEmpty()).isEqualTo(!registered);
        assertThat(gpu.fabric().cluster().isNone()).isEqualTo(!registered);
        if (gpu.fabric().health().summary() == HealthSummary.HEALTHY) {
            RackPicture rack = RackPicture.of(
                    worlds.plant,
                    worlds.world.state(),
                    worlds.plant.tray(node).orElseThrow().ref().rack());
            for (Link link : gpu.links()) {
                assertThat(rack.deadSince(link.index())).isEmpty();
            }
        }
        gpu.links().stream()
                .filter(link -> link.state() == LinkState.INACTIVE)
                .forEach(link -> assertThat(link.speedMbps()).isZero());
    }

    /** Every report, without what a life leaves behind: IMEX instances and link counters. */
    private static Map<NodeName, NodeReport> pristine(Worlds worlds) {
        Map<NodeName, NodeReport> reports = new TreeMap<>();
        for (NodeName node : worlds.plant.nodes()) {
            NodeReport report = worlds.report(node.value());
            List<Gpu> gpus = report.gpus().stream()
                    .map(gpu -> gpu.withLinks(gpu.links().stream()
                            .map(link -> new Link(link.index(), link.state(), link.speedMbps(), 0, 0))
                            .toList()))
                    .toList();
            var imex = report.imex();
            reports.put(
                    node,
                    new NodeReport(report.node(), gpus, new Imex(imex.state(), imex.version(), "", imex.peers())));
        }
        return reports;
    }
}
