package dev.heddle.coordinator.engine;

import java.time.Duration;

/** Who does an engine's blocking work beside its thread. */
public interface Workers extends AutoCloseable {

    /** Takes something to the ledger, after what was given before. */
    void committing(Runnable work);

    /** As {@link #committing}, once {@code delay} has passed. */
    void committingAfter(Duration delay, Runnable work);

    /** Hands the result of such work back to the engine; called while the work is done. */
    default void answer(Runnable handOver) {
        handOver.run();
    }

    /** Does something that has nothing to do with commits. */
    void aside(Runnable work);

    /** Takes no more work. */
    @Override
    void close();
}
