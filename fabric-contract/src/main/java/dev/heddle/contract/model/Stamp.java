package dev.heddle.contract.model;

import java.util.Comparator;

/**
 * Order of desired states of one node: by epoch, then by node generation.
 *
 * @param epoch leadership number that issued it
 * @param generation change number of the node's desired state
 */
public record Stamp(long epoch, long generation) implements Comparable<Stamp> {

    /** Before every order. */
    public static final Stamp NONE = new Stamp(0, 0);

    private static final Comparator<Stamp> ORDER =
            Comparator.comparingLong(Stamp::epoch).thenComparingLong(Stamp::generation);

    /** @throws IllegalArgumentException if either is negative */
    public Stamp {
        if (epoch < 0 || generation < 0) {
            throw new IllegalArgumentException("epoch and generation must not be negative");
        }
    }

    @Override
    public int compareTo(Stamp other) {
        return ORDER.compare(this, other);
    }
}
