package dev.heddle.coordinator.agents;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Draws session numbers: each above every earlier one of this process, above what the image knows of the node, and,
 * as long as clocks of replicas and restarts agree to within a reconnect, above those of other replicas.
 *
 * <p>A number is wall-clock milliseconds shifted left by 20 bits, plus a count. The first of a process starts at
 * random low bits, so that two replicas do not draw the same in the same millisecond. A clock that is behind is made
 * up for by the floor: every replica's image carries the newest session of each node.
 */
final class SessionNumbers {

    private static final int COUNT_BITS = 20;

    private final InstantSource clock;
    private final long lowBits;
    private final AtomicLong last = new AtomicLong();

    /**
     * @param clock wall clock
     * @param lowBits drawn at random for this process
     */
    SessionNumbers(InstantSource clock, int lowBits) {
        this.clock = clock;
        this.lowBits = lowBits & ((1L << COUNT_BITS) - 1);
    }

    /** A new number above {@code floor} and above every number drawn before. */
    long next(long floor) {
        long now = (clock.millis() << COUNT_BITS) + lowBits;
        return last.updateAndGet(previous -> Math.max(Math.max(previous, floor) + 1, now));
    }
}
