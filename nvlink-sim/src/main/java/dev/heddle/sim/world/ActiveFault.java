package dev.heddle.sim.world;

import dev.heddle.sim.fault.Fault;

/**
 * A fault that has happened and is not healed.
 *
 * @param sequence counts every fault of a world from 1, never reused
 * @param fault what is wrong
 * @param since when it happened, milliseconds of the epoch
 */
public record ActiveFault(long sequence, Fault fault, long since) {

    /** As users name it: {@code f-12}. */
    public String id() {
        return "f-" + sequence;
    }

    /** The clique id that a new partition made by this fault has; small numbers, as fabric managers hand them out. */
    long partitionClique() {
        return 1 + (sequence - 1) % 32_000;
    }
}
