package dev.heddle.sim.world;

import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A process on a simulated node that holds what a workload's process would hold.
 *
 * @param pid process id, unique in the world
 * @param node where it runs
 * @param channel IMEX channel it has open, 0 = none
 * @param gpus GPUs that it runs on
 */
public record SimProcess(long pid, NodeName node, int channel, SortedSet<GpuUuid> gpus) {

    /** Copies the GPUs. */
    public SimProcess {
        gpus = Collections.unmodifiableSortedSet(new TreeSet<>((Set<GpuUuid>) gpus));
    }
}
