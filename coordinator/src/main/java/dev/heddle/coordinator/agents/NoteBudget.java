package dev.heddle.coordinator.agents;

/**
 * Keeps hostile agents from filling the event feed and the log: at most {@link #MAX_PER_MINUTE} lines a minute, the
 * rest is only counted.
 */
final class NoteBudget {

    /** Lines in a minute. */
    static final int MAX_PER_MINUTE = 60;

    private static final long MINUTE = 60_000_000_000L;

    private long since;
    private int spent;

    NoteBudget(long now) {
        this.since = now;
    }

    /** Whether one more line may be written. */
    synchronized boolean spend(long now) {
        if (now - since >= MINUTE) {
            since = now;
            spent = 0;
        }
        if (spent >= MAX_PER_MINUTE) {
            return false;
        }
        spent++;
        return true;
    }
}
