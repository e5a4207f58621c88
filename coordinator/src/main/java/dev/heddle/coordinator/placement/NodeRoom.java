package dev.heddle.coordinator.placement;

import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.health.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What a node can still give.
 *
 * @param node the node
 * @param order place in its clique: tray slot where known; neighbours differ by one
 * @param free grantable GPUs at full health, in index order
 * @param limited grantable GPUs below full health, in index order
 * @param gpus GPUs the node has in all
 * @param closed why the node takes nothing at all; empty = open. The lists above are then empty
 */
public record NodeRoom(
        NodeName node, int order, List<GpuUuid> free, List<GpuUuid> limited, int gpus, Optional<Closed> closed) {

    /** Copies the lists. */
    public NodeRoom {
        free = List.copyOf(free);
        limited = List.copyOf(limited);
    }

    /** Grantable GPUs. */
    public int grantable() {
        return free.size() + limited.size();
    }

    /** Why a node takes nothing. */
    public enum Cause {
        /** An operator cordoned it. */
        CORDONED,
        /** Its agent is silent. */
        UNREACHABLE,
        /** This leader has not heard it yet. */
        SAFE_MODE,
        /** It came back and is being scrubbed, or its agent lost its record. */
        SCRUBBING,
        /** Its GPUs are in several cliques. */
        FABRIC_MIXED,
        /** Its GPUs still register with the fabric. */
        TRAINING,
        /** Its IMEX daemon cannot take a ComputeDomain. */
        IMEX
    }

    /**
     * A closed node.
     *
     * @param cause why
     * @param verdict the same for people
     */
    public record Closed(Cause cause, Verdict verdict) {}
}
