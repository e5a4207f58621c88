package dev.heddle.sim.chaos.history;

/**
 * An operation and when it was under way, on one monotonic clock.
 *
 * @param call when it began, in nanoseconds
 * @param end when its answer was there; {@link #NEVER} = it may have happened at any time after the call, or not at all
 * @param operation the operation with its answer
 * @param <O> kind of operation
 */
public record Timed<O>(long call, long end, O operation) {

    /** End of an operation that was never answered. */
    public static final long NEVER = Long.MAX_VALUE;

    /** @throws IllegalArgumentException if it ends before it begins */
    public Timed {
        if (end < call) {
            throw new IllegalArgumentException("ended at " + end + " before its call at " + call);
        }
    }

    /** Whether it was answered. */
    public boolean answered() {
        return end != NEVER;
    }
}
