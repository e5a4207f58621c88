package dev.heddle.coordinator.health;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An immutable table of a lifecycle's transitions. It is read out of the declared state machine once, so that
 * deciding, replaying and simulating need no machine.
 *
 * @param <S> states
 * @param <T> triggers
 * @param <G> what guards look at
 */
public final class TransitionTable<S extends Enum<S>, T extends Enum<T>, G> {

    private final Map<S, Map<T, List<Row<S, T, G>>>> rows;

    /** Of the given rows; for one state and trigger the first whose guard holds applies. */
    public TransitionTable(List<Row<S, T, G>> rows) {
        Map<S, Map<T, List<Row<S, T, G>>>> index = new HashMap<>();
        for (Row<S, T, G> row : rows) {
            index.computeIfAbsent(row.from(), state -> new HashMap<>())
                    .merge(row.trigger(), List.of(row), TransitionTable::concat);
        }
        this.rows = index;
    }

    /**
     * One transition.
     *
     * @param from source state
     * @param trigger what happened
     * @param guardName name of the guard, for diagrams; empty = always
     * @param guard whether it applies
     * @param to target state
     */
    public record Row<S, T, G>(S from, T trigger, String guardName, Predicate<G> guard, S to) {}

    /** The state after {@code trigger}; empty if it means nothing in this state. */
    public Optional<S> next(S state, T trigger, G guarded) {
        return rows.getOrDefault(state, Map.of()).getOrDefault(trigger, List.of()).stream()
                .filter(row -> row.guard().test(guarded))
                .map(Row::to)
                .findFirst();
    }

    private static <E> List<E> concat(List<E> a, List<E> b) {
        return java.util.stream.Stream.concat(a.stream(), b.stream()).toList();
    }
}
