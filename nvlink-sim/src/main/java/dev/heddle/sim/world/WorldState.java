package dev.heddle.sim.world;

import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.plant.Target;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything about a world that changes and is kept over a restart.
 *
 * @param incarnation drawn when the world was made, so that no two worlds share a boot id
 * @param nextFault sequence number of the next fault
 * @param faults active faults by sequence number
 * @param lives starts of the nodes that were started since the world was made
 * @param gpuResets when GPUs were last reset without a boot
 * @param linkCounts what links have counted in faults that are healed
 * @param nextPid id of the next process
 * @param processes simulated processes by pid
 */
public record WorldState(
        String incarnation,
        long nextFault,
        SortedMap<Long, ActiveFault> faults,
        Map<NodeName, NodeLife> lives,
        Map<Target.OfGpu, Long> gpuResets,
        Map<Target.OfLink, LinkCounts> linkCounts,
        long nextPid,
        SortedMap<Long, SimProcess> processes) {

    /** Active faults at most. */
    public static final int MAX_FAULTS = 10_000;
    /** Simulated processes at most. */
    public static final int MAX_PROCESSES = 10_000;

    private static final long FIRST_PID = 4001;

    /** Copies the maps. */
    public WorldState {
        faults = Collections.unmodifiableSortedMap(new TreeMap<>(faults));
        lives = Map.copyOf(lives);
        gpuResets = Map.copyOf(gpuResets);
        linkCounts = Map.copyOf(linkCounts);
        processes = Collections.unmodifiableSortedMap(new TreeMap<>(processes));
    }

    /** A world in which nothing has happened yet. */
    public static WorldState pristine(String incarnation) {
        return new WorldState(
                incarnation, 1, new TreeMap<>(), Map.of(), Map.of(), Map.of(), FIRST_PID, new TreeMap<>());
    }

    /** The starts of a node. */
    public NodeLife life(NodeName node) {
        return lives.getOrDefault(node, NodeLife.FIRST);
    }
}
