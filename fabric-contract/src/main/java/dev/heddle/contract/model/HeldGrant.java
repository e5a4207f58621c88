package dev.heddle.contract.model;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A grant that a node physically holds.
 *
 * @param computeDomain whose
 * @param channel IMEX channel number
 * @param gpus the GPUs
 * @param state what the node does with it
 * @param detail what it waits for or why it failed, for people; may be empty
 */
public record HeldGrant(
        ComputeDomainUid computeDomain, int channel, SortedSet<GpuUuid> gpus, HeldState state, String detail) {

    /** Copies the GPUs. */
    public HeldGrant {
        gpus = Collections.unmodifiableSortedSet(new TreeSet<>((Set<GpuUuid>) gpus));
    }
}
