package dev.heddle.coordinator.replication;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the grid that do not wait for each other: thousands of cells cost as many round trips otherwise. Used by one
 * thread, which also takes in what came of them, in the order in which they began.
 */
final class Pipeline {

    /** Writes under way at once; one more waits for the oldest. */
    static final int MAX_UNDER_WAY = 256;

    private final Deque<Write> underWay = new ArrayDeque<>();
    private @Nullable RuntimeException failure;

    private record Write(CompletionStage<Long> result, LongConsumer then) {}

    /**
     * Takes a write in that has begun.
     *
     * @param result epoch of what stands there after it
     * @param then is given that, unless the write fails
     */
    void add(CompletionStage<Long> result, LongConsumer then) {
        underWay.add(new Write(result, then));
        if (underWay.size() > MAX_UNDER_WAY) {
            end(underWay.remove());
        }
    }

    /** Waits until all of them have ended, and throws what the first one that failed failed with. */
    void finish() {
        while (!underWay.isEmpty()) {
            end(underWay.remove());
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void end(Write write) {
        try {
            write.then().accept(write.result().toCompletableFuture().join());
        } catch (CompletionException e) {
            RuntimeException cause = e.getCause() instanceof RuntimeException plain ? plain : e;
            failure = failure == null ? cause : failure;
        }
    }
}
