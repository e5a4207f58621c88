package dev.heddle.sim.chaos.history;

import java.util.Optional;

/**
 * What one copy that does one thing at a time would do.
 *
 * @param <S> its states, compared by value
 * @param <O> operations with their answers
 */
public interface Model<S, O> {

    /** The state before everything. */
    S initial();

    /**
     * The state after an operation that was answered as it was.
     *
     * @return empty if it cannot have been answered so in this state
     */
    Optional<S> step(S state, O operation);
}
