package dev.heddle.sim.chaos.history;

import java.util.Set;

/**
 * What is held at one look.
 *
 * @param source where it was looked, such as a replica, the ledger or a node
 * @param begin when the look began; what it shows was true at some time from then on
 * @param end when it ended
 * @param uid who holds
 * @param held GPUs and channels
 */
public record Sighting(String source, long begin, long end, String uid, Set<String> held) {

    /** Copies the set. */
    public Sighting {
        held = Set.copyOf(held);
    }
}
