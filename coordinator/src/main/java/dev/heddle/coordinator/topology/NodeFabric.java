package dev.heddle.coordinator.topology;

import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.Fabric;
import dev.heddle.contract.model.FabricState;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.NodeReport;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How a node's GPUs, taken together, are attached to a fabric. */
public sealed interface NodeFabric {

    /**
     * Not all GPUs have finished registration.
     *
     * @param reason for people
     */
    record Unsettled(String reason) implements NodeFabric {}

    /** No multi-node fabric: the node is a domain of its own. */
    record Standalone() implements NodeFabric {}

    /**
     * Every GPU is in the same NVLink domain and the same clique.
     *
     * @param cluster the domain
     * @param clique unicast pointer clique id; empty where none is reported
     */
    record Member(ClusterUuid cluster, OptionalLong clique) implements NodeFabric {}

    /**
     * The GPUs differ in domain or clique: normal only while the fabric is reconfigured.
     *
     * @param cluster the domain of the first GPU
     * @param reason for people
     */
    record Mixed(ClusterUuid cluster, String reason) implements NodeFabric {}

    /** Reads it off a report. GPUs that fell off the bus are left out. */
    static NodeFabric of(NodeReport report) {
        List<Fabric> fabrics = report.gpus().stream()
                .filter(gpu -> !gpu.lost())
                .map(Gpu::fabric)
                .toList();
        if (fabrics.isEmpty()) {
            return new Unsettled("no GPU is enumerated");
        }
        for (Gpu gpu : report.gpus()) {
            if (!gpu.lost() && !gpu.fabric().settled()) {
                return new Unsettled("GPU " + gpu.index() + ": fabric " + describe(gpu.fabric()));
            }
        }
        return settled(fabrics);
    }

    private static NodeFabric settled(List<Fabric> fabrics) {
        SortedSet<ClusterUuid> clusters =
                fabrics.stream().map(Fabric::cluster).collect(Collectors.toCollection(TreeSet::new));
        if (clusters.size() > 1) {
            return new Mixed(clusters.last(), "GPUs report different cluster uuids");
        }
        if (clusters.first().isNone()) {
            return new Standalone();
        }
        SortedSet<Long> cliques = new TreeSet<>();
        fabrics.forEach(fabric -> cliques.add(fabric.unicastClique().orElse(-1)));
        if (cliques.size() > 1) {
            return new Mixed(clusters.first(), "GPUs report cliques " + cliques);
        }
        long clique = cliques.first();
        return new Member(clusters.first(), clique < 0 ? OptionalLong.empty() : OptionalLong.of(clique));
    }

    private static String describe(Fabric fabric) {
        return fabric.state() == FabricState.COMPLETED
                ? "registration failed with NVML status " + fabric.status()
                : fabric.state().toString();
    }
}
