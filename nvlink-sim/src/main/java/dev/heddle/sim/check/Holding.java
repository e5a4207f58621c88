package dev.heddle.sim.check;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one ComputeDomain has of one node.
 *
 * @param computeDomain whose
 * @param node where
 * @param channel IMEX channel number, 0 = none
 * @param gpus GPUs
 */
public record Holding(ComputeDomainUid computeDomain, NodeName node, int channel, SortedSet<GpuUuid> gpus) {

    /** Copies the GPUs. */
    public Holding {
        gpus = Collections.unmodifiableSortedSet(new TreeSet<>((Set<GpuUuid>) gpus));
    }
}
