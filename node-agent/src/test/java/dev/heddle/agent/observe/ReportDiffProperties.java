package dev.heddle.agent.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.agent.testkit.Reports;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.ImexDaemonState;
import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.NodeInfo;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.ReportDelta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportDiffProperties {

    @Test
    void nothingChangedIsAnEmptyDelta() {
        assertThat(ReportDiff.between(Reports.tray(4), Reports.tray(4)).isEmpty())
                .isTrue();
    }

    @Test
    void oneLinkIsOneLinkChange() {
        NodeReport before = Reports.tray(4);

        ReportDelta delta = ReportDiff.between(before, Reports.with(before, 2, Reports.link(1, LinkState.INACTIVE)));

        assertThat(delta.links())
                .containsExactly(new ReportDelta.LinkChange(Reports.uuid(2), Reports.link(1, LinkState.INACTIVE)));
        assertThat(delta.gpus()).isEmpty();
        assertThat(delta.imex()).isEmpty();
        assertThat(delta.node()).isEmpty();
    }

    @Test
    void gpuWhoseLinksVanishFromSightIsSentWhole() {
        NodeReport before = Reports.tray(2);
        Gpu blind = Reports.gpu(1).withLinks(List.of());

        assertThat(ReportDiff.between(before, Reports.with(before, blind)).gpus())
                .containsExactly(blind);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void deltaTurnsOneReportIntoTheNext(long seed) {
        Random random = new Random(seed);
        NodeReport before = random(random);
        for (int step = 0; step < 200; step++) {
            NodeReport after = random(random);
            assertThat(applied(before, ReportDiff.between(before, after))).isEqualTo(after);
            before = after;
        }
    }

    private static NodeReport random(Random random) {
        List<Gpu> gpus = new ArrayList<>();
        for (int index = 0; index < 4; index++) {
            if (random.nextInt(5) > 0) {
                gpus.add(random(random, Reports.gpu(index)));
            }
        }
        ImexDaemonState state = random.nextBoolean() ? ImexDaemonState.READY : ImexDaemonState.INITIALIZING;
        Imex imex = new Imex(state, "580", "daemon", new TreeMap<>());
        NodeInfo node = new NodeInfo(random.nextInt(4) == 0 ? "rack-01" : "", "580", 2048, "arm64", "simulated");
        return new NodeReport(node, gpus, imex);
    }

    private static Gpu random(Random random, Gpu gpu) {
        List<Link> links = new ArrayList<>();
        for (int index = 0; index < random.nextInt(3, 5); index++) {
            LinkState state = LinkState.values()[random.nextInt(LinkState.values().length)];
            links.add(Reports.link(index, state));
        }
        return random.nextInt(6) == 0 ? gpu.withLinks(List.of()) : gpu.withLinks(links);
    }

    /** What a coordinator makes of a delta. */
    private static NodeReport applied(NodeReport before, ReportDelta delta) {
        Map<GpuUuid, Gpu> gpus = new LinkedHashMap<>();
        before.gpus().forEach(gpu -> gpus.put(gpu.uuid(), gpu));
        delta.lostGpus().forEach(gpus::remove);
        delta.gpus().forEach(gpu -> gpus.put(gpu.uuid(), gpu));
        delta.links()
                .forEach(change -> gpus.computeIfPresent(change.gpu(), (uuid, gpu) -> {
                    List<Link> links = gpu.links().stream()
                            .map(link -> link.index() == change.link().index() ? change.link() : link)
                            .toList();
                    return gpu.withLinks(links);
                }));
        return new NodeReport(
                delta.node().orElse(before.node()),
                List.copyOf(gpus.values()),
                delta.imex().orElse(before.imex()));
    }
}
