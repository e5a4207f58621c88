package dev.heddle.agent.testkit;

import dev.heddle.contract.model.Clique;
import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.Fabric;
import dev.heddle.contract.model.FabricHealth;
import dev.heddle.contract.model.FabricState;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.NodeInfo;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.Platform;
import dev.heddle.contract.model.RecoveryAction;
import java.util.List;
import java.util.stream.IntStream;

/** Reports of a healthy tray, and small changes to them. */
public final class Reports {

    /** Full speed of a link, MB/s. */
    public static final int SPEED = 53_125;

    private static final Fabric FABRIC = new Fabric(
            FabricState.COMPLETED,
            0,
            new ClusterUuid("11111111-2222-3333-4444-555555555555"),
            List.of(Clique.unicast(32_766)),
            FabricHealth.NOT_SUPPORTED);

    private Reports() {}

    /** A tray with so many GPUs of two links each. */
    public static NodeReport tray(int gpus) {
        NodeInfo node = new NodeInfo("", "580.173.02", 2048, "arm64", "simulated");
        return new NodeReport(
                node, IntStream.range(0, gpus).mapToObj(Reports::gpu).toList(), Imex.UNKNOWN);
    }

    /** UUID of the GPU with this index. */
    public static GpuUuid uuid(int index) {
        return new GpuUuid("GPU-0000000" + index + "-0000-0000-0000-000000000000");
    }

    /** A healthy GPU. */
    public static Gpu gpu(int index) {
        return new Gpu(
                uuid(index),
                index,
                index,
                "00000000:0" + index + ":00.0",
                "NVIDIA GB200",
                "165000000000" + index,
                198_674_743_296L,
                Platform.UNKNOWN,
                FABRIC,
                List.of(link(0, LinkState.ACTIVE), link(1, LinkState.ACTIVE)),
                RecoveryAction.NONE,
                false,
                "97.00.B9.00.69",
                "294110DE");
    }

    /** A link without events. */
    public static Link link(int index, LinkState state) {
        return new Link(index, state, state == LinkState.INACTIVE ? 0 : SPEED, 0, 0);
    }

    /** The report with another GPU in the place of the one with its uuid. */
    public static NodeReport with(NodeReport report, Gpu other) {
        List<Gpu> gpus = report.gpus().stream()
                .map(gpu -> gpu.uuid().equals(other.uuid()) ? other : gpu)
                .toList();
        return new NodeReport(report.node(), gpus, report.imex());
    }

    /** The report with another link in the place of the one with its index. */
    public static NodeReport with(NodeReport report, int gpu, Link other) {
        Gpu changed = report.gpus().get(gpu);
        List<Link> links = changed.links().stream()
                .map(link -> link.index() == other.index() ? other : link)
                .toList();
        return with(report, changed.withLinks(links));
    }
}
