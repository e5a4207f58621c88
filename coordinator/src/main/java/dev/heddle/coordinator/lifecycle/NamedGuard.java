package dev.heddle.coordinator.lifecycle;

import java.util.function.Predicate;

/**
 * A guard: a pure predicate with a name that the machine carries and the diagrams show.
 *
 * @param name its name, unique in its lifecycle; empty = always
 * @param predicate whether the transition applies
 * @param <G> what it looks at
 */
record NamedGuard<G>(String name, Predicate<G> predicate) {

    /** No guard. */
    static <G> NamedGuard<G> always() {
        return new NamedGuard<>("", guarded -> true);
    }
}
