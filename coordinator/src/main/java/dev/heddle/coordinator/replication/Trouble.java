package dev.heddle.coordinator.replication;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long one kind of turn has failed without a success in between. A grid recovers from a lost member within seconds;
 * one that goes on failing is stuck, as one whose members disagree on their master, and only a new member ends that.
 * Used by one thread.
 */
final class Trouble {

    /** How long turns may fail before the grid counts as stuck. */
    static final Duration STUCK = Duration.ofSeconds(15);

    private final LongSupplier nanos;
    private @Nullable Long since;

    Trouble(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Takes a turn; what it throws is thrown. */
    void watch(Runnable turn) {
        long begun = nanos.getAsLong();
        try {
            turn.run();
            since = null;
        } catch (RuntimeException e) {
            since = since == null ? Long.valueOf(begun) : since;
            throw e;
        }
    }

    /** Whether the grid is stuck; asking forgets it. */
    boolean takeStuck() {
        boolean stuck = since != null && nanos.getAsLong() - since >= STUCK.toNanos();
        since = stuck ? null : since;
        return stuck;
    }
}
