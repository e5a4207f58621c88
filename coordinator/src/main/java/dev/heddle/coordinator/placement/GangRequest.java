package dev.heddle.coordinator.placement;

import java.util.Comparator;
import java.util.OptionalInt;

/**
 * What a ComputeDomain asks of the fabric.
 *
 * @param nodes members, 1 or above
 * @param gpusPerNode GPUs on each member, 1 or above
 * @param segmentSize nodes that must share one clique; empty = all of them. Divides {@code nodes}
 */
public record GangRequest(int nodes, int gpusPerNode, OptionalInt segmentSize) implements Comparable<GangRequest> {

    private static final Comparator<GangRequest> ORDER = Comparator.comparingInt(GangRequest::nodes)
            .thenComparingInt(GangRequest::gpusPerNode)
            .thenComparingInt(gang -> gang.segmentSize().orElse(0));

    /** @throws IllegalArgumentException if a size is below 1 or the segment does not divide the gang */
    public GangRequest {
        if (nodes < 1 || gpusPerNode < 1) {
            throw new IllegalArgumentException("nodes and gpusPerNode must be 1 or above");
        }
        if (segmentSize.isPresent() && (segmentSize.getAsInt() < 1 || nodes % segmentSize.getAsInt() != 0)) {
            throw new IllegalArgumentException("segmentSize must divide nodes");
        }
    }

    /** Fewer nodes first. */
    @Override
    public int compareTo(GangRequest other) {
        return ORDER.compare(this, other);
    }

    /** Nodes that must share one clique. */
    public int perClique() {
        return segmentSize.orElse(nodes);
    }
}
