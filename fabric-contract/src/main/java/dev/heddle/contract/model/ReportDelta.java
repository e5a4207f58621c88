package dev.heddle.contract.model;

import java.util.List;
import java.util.Optional;

/**
 * A change between two observations of a node. Each part replaces what it names.
 *
 * @param gpus GPUs that changed beyond their links, whole
 * @param lostGpus GPUs no longer enumerated
 * @param links links that changed
 * @param imex the IMEX part, if changed
 * @param node the node part, if changed
 */
public record ReportDelta(
        List<Gpu> gpus, List<GpuUuid> lostGpus, List<LinkChange> links, Optional<Imex> imex, Optional<NodeInfo> node) {

    /** Copies the lists. */
    public ReportDelta {
        gpus = List.copyOf(gpus);
        lostGpus = List.copyOf(lostGpus);
        links = List.copyOf(links);
    }

    /** Whether nothing changed. */
    public boolean isEmpty() {
        return gpus.isEmpty() && lostGpus.isEmpty() && links.isEmpty() && imex.isEmpty() && node.isEmpty();
    }

    /**
     * One changed link.
     *
     * @param gpu whose link
     * @param link its new state
     */
    public record LinkChange(GpuUuid gpu, Link link) {}
}
