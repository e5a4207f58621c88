package dev.heddle.contract.model;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A grant as a node is told of it.
 *
 * @param computeDomain whose
 * @param name the ComputeDomain's name, for CDI device names and people
 * @param channel IMEX channel number, 1 or above on a shared IMEX domain; 0 = the node has no channels
 * @param gpus GPUs of this node
 * @param members every member node of the ComputeDomain in the same unit, in order
 */
public record Grant(
        ComputeDomainUid computeDomain,
        ComputeDomainName name,
        int channel,
        SortedSet<GpuUuid> gpus,
        List<NodeName> members) {

    /** Copies the collections. */
    public Grant {
        gpus = Collections.unmodifiableSortedSet(new TreeSet<>((Set<GpuUuid>) gpus));
        members = List.copyOf(members);
    }
}
