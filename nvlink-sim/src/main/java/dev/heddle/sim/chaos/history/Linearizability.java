package dev.heddle.sim.chaos.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a history is linearizable, after Wing and Gong with Lowe's memory of what was tried. Histories of
 * independent objects are to be decided one by one.
 *
 * @param <S> states of the model
 * @param <O> operations
 */
public final class Linearizability<S, O> {

    /** Steps after which a history is given up as undecided. */
    public static final int MAX_STEPS = 5_000_000;

    /** How it ended. */
    public enum Verdict {
        /** There is an order in which one copy would have answered so. */
        LINEARIZABLE,
        /** There is none. */
        IMPOSSIBLE,
        /** Not found within {@link #MAX_STEPS}. */
        UNDECIDED
    }

    private final Model<S, O> model;
    private final Event<O> head = new Event<>(null, -1);
    private final BitSet done = new BitSet();
    private final Set<Configuration<S>> tried = new HashSet<>();
    private final Deque<Frame<S, O>> stack = new ArrayDeque<>();
    private int open;

    private Linearizability(Model<S, O> model, Collection<Timed<O>> history) {
        this.model = model;
        List<Event<O>> events = new ArrayList<>();
        for (Timed<O> timed : history) {
            events.addAll(events(timed, events.size()));
            open += timed.answered() ? 1 : 0;
        }
        // At the same instant calls come first: what touches may overlap.
        events.sort(Comparator.<Event<O>>comparingLong(Event::at).thenComparing(event -> event.timed == null));
        Event<O> last = head;
        for (Event<O> event : events) {
            last.next = event;
            event.previous = last;
            last = event;
        }
    }

    private static <O> List<Event<O>> events(Timed<O> timed, int id) {
        Event<O> call = new Event<>(timed, id);
        if (!timed.answered()) {
            return List.of(call);
        }
        Event<O> end = new Event<>(null, id);
        end.time = timed.end();
        call.match = end;
        return List.of(call, end);
    }

    /** Decides it. */
    public static <S, O> Verdict decide(Model<S, O> model, Collection<Timed<O>> history) {
        return new Linearizability<>(model, history).search();
    }

    private Verdict search() {
        S state = model.initial();
        Event<O> event = head.next;
        for (int steps = 0; open > 0; steps++) {
            if (steps == MAX_STEPS) {
                return Verdict.UNDECIDED;
            }
            if (event == null) {
                throw new IllegalStateException("an answered operation is neither done nor to be done");
            }
            Optional<S> next = event.timed == null ? Optional.empty() : untried(event, state);
            if (next.isPresent()) {
                stack.push(new Frame<>(event, state));
                state = next.get();
                lift(event);
                event = head.next;
            } else if (event.timed != null) {
                event = event.next;
            } else if (stack.isEmpty()) {
                return Verdict.IMPOSSIBLE;
            } else {
                Frame<S, O> last = stack.pop();
                state = last.before();
                lower(last.event());
                event = last.event().next;
            }
        }
        return Verdict.LINEARIZABLE;
    }

    private Optional<S> untried(Event<O> event, S state) {
        Timed<O> timed = event.timed;
        Optional<S> next = timed == null ? Optional.empty() : model.step(state, timed.operation());
        if (next.isEmpty()) {
            return next;
        }
        BitSet then = (BitSet) done.clone();
        then.set(event.id);
        return tried.add(new Configuration<>(then, next.get())) ? next : Optional.empty();
    }

    private void lift(Event<O> call) {
        done.set(call.id);
        call.unlink();
        if (call.match != null) {
            call.match.unlink();
            open--;
        }
    }

    private void lower(Event<O> call) {
        done.clear(call.id);
        if (call.match != null) {
            call.match.relink();
            open++;
        }
        call.relink();
    }

    private record Configuration<S>(BitSet done, S state) {}

    private record Frame<S, O>(Event<O> event, S before) {}

    /** A call, or the end of one. */
    private static final class Event<O> {

        private final @Nullable Timed<O> timed;
        private final int id;
        private long time;
        private @Nullable Event<O> match;
        private @Nullable Event<O> previous;
        private @Nullable Event<O> next;

        Event(@Nullable Timed<O> timed, int id) {
            this.timed = timed;
            this.id = id;
            this.time = timed == null ? 0 : timed.call();
        }

        long at() {
            return time;
        }

        void unlink() {
            if (previous != null) {
                previous.next = next;
            }
            if (next != null) {
                next.previous = previous;
            }
        }

        void relink() {
            if (previous != null) {
                previous.next = this;
            }
            if (next != null) {
                next.previous = this;
            }
        }
    }
}
