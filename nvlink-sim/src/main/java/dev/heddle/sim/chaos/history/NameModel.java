package dev.heddle.sim.chaos.history;

import dev.heddle.sim.chaos.history.Attempt.Request;
import java.util.Optional;

/**
 * A name: free, or that of a ComputeDomain that lives or gives back. When one that gives back is erased is the
 * coordinator's affair, so it counts as there or gone, as needed.
 */
public final class NameModel implements Model<NameModel.State, Attempt> {

    /**
     * A state.
     *
     * @param life what there is
     * @param key key that made it
     * @param uid its identity; empty = made by a request that was never answered, so not known yet
     */
    public record State(Life life, String key, String uid) {

        private boolean isOf(String other) {
            return uid.isEmpty() || uid.equals(other);
        }

        private State known(String other) {
            return new State(life, key, other);
        }
    }

    /** What there is. */
    public enum Life {
        /** Nothing. */
        FREE,
        /** A ComputeDomain. */
        LIVES,
        /** A ComputeDomain that gives back, or nothing any more. */
        ENDS
    }

    private static final State FREE = new State(Life.FREE, "", "");

    @Override
    public State initial() {
        return FREE;
    }

    @Override
    public Optional<State> step(State state, Attempt attempt) {
        return switch (attempt.request()) {
            case Request.Create(String key) -> create(state, key, attempt.answer());
            case Request.Delete _ -> delete(state, attempt.answer());
            case Request.Read _ -> read(state, attempt.answer());
        };
    }

    private static Optional<State> create(State state, String key, Answer answer) {
        boolean same = state.life() != Life.FREE && state.key().equals(key);
        return switch (answer) {
            case Answer.Made(String uid, boolean repeated)
            when repeated -> same && state.isOf(uid) ? Optional.of(state.known(uid)) : Optional.empty();
            case Answer.Made(String uid, boolean _) -> made(state, key, uid);
            case Answer.Taken _ -> state.life() != Life.FREE && !same ? Optional.of(state) : Optional.empty();
            case Answer.Unknown _ -> made(state, key, "");
            case Answer.Ending _, Answer.Ended _, Answer.Absent _, Answer.Shown _, Answer.Refused _ -> Optional.empty();
        };
    }

    private static Optional<State> made(State state, String key, String uid) {
        return state.life() == Life.LIVES ? Optional.empty() : Optional.of(new State(Life.LIVES, key, uid));
    }

    private static Optional<State> delete(State state, Answer answer) {
        boolean there = state.life() != Life.FREE;
        State ending = new State(Life.ENDS, state.key(), state.uid());
        return switch (answer) {
            case Answer.Ending(String uid) ->
                there && state.isOf(uid) ? Optional.of(ending.known(uid)) : Optional.empty();
            case Answer.Ended _ -> there ? Optional.of(FREE) : Optional.empty();
            case Answer.Absent _ -> absent(state);
            case Answer.Unknown _ -> there ? Optional.of(ending) : Optional.empty();
            case Answer.Made _, Answer.Taken _, Answer.Shown _, Answer.Refused _ -> Optional.empty();
        };
    }

    private static Optional<State> absent(State state) {
        return state.life() == Life.LIVES ? Optional.empty() : Optional.of(FREE);
    }

    private static Optional<State> read(State state, Answer answer) {
        return switch (answer) {
            case Answer.Shown shown ->
                state.life() == (shown.ending() ? Life.ENDS : Life.LIVES) && state.isOf(shown.uid())
                        ? Optional.of(state.known(shown.uid()))
                        : Optional.empty();
            case Answer.Absent _ -> absent(state);
            case Answer.Made _, Answer.Taken _, Answer.Ending _, Answer.Ended _, Answer.Refused _, Answer.Unknown _ ->
                Optional.empty();
        };
    }
}
