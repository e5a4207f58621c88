package dev.heddle.sim.cluster.run;

/**
 * Something that must not be.
 *
 * @param nanos when it was seen, nanoseconds since the beginning
 * @param invariant which invariant it breaks: {@code I1} to {@code I8}, or {@code FAILURE} for code that failed
 * @param what what was seen
 */
public record Violation(long nanos, String invariant, String what) {

    @Override
    public String toString() {
        return String.format("%.6f s  %s: %s", nanos / 1e9, invariant, what);
    }
}
