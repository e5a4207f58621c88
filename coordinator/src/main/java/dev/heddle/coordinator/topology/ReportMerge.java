package dev.heddle.coordinator.topology;

import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.ReportDelta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings a node's report up to date with a delta. */
public final class ReportMerge {

    private ReportMerge() {}

    /**
     * {@code report} with the parts that {@code delta} names replaced. Links of unknown GPUs are ignored: the
     * agent's next snapshot names the GPU.
     */
    public static NodeReport merge(NodeReport report, ReportDelta delta) {
        Map<GpuUuid, Gpu> gpus = new LinkedHashMap<>();
        report.gpus().forEach(gpu -> gpus.put(gpu.uuid(), gpu));
        delta.lostGpus().forEach(gpus::remove);
        delta.gpus().forEach(gpu -> gpus.put(gpu.uuid(), gpu));
        for (ReportDelta.LinkChange change : delta.links()) {
            gpus.computeIfPresent(change.gpu(), (uuid, gpu) -> gpu.withLinks(replaced(gpu.links(), change.link())));
        }
        return new NodeReport(
                delta.node().orElse(report.node()),
                List.copyOf(gpus.values()),
                delta.imex().orElse(report.imex()));
    }

    private static List<Link> replaced(List<Link> links, Link changed) {
        List<Link> result = new ArrayList<>(links);
        for (int i = 0; i < result.size(); i++) {
            if (result.get(i).index() == changed.index()) {
                result.set(i, changed);
                return result;
            }
        }
        result.add(changed);
        return result;
    }
}
