package dev.heddle.coordinator.engine;

import dev.heddle.contract.model.UnitId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What is decided and not committed, oldest first. */
final class Flights {

    private final Deque<Flight> waiting = new ArrayDeque<>();
    private int events;

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Their events. */
    int events() {
        return events;
    }

    List<Flight> list() {
        return List.copyOf(waiting);
    }

    /** The oldest, at most {@code limit}. */
    List<Flight> oldest(int limit) {
        return waiting.stream().limit(limit).toList();
    }

    /** Whether the oldest has nothing for the ledger. */
    boolean isFrontFree() {
        return !waiting.isEmpty() && waiting.getFirst().durable().isEmpty();
    }

    /** Whether any of them changes something about a unit. */
    boolean concern(UnitId unit) {
        for (Flight flight : waiting) {
            if (flight.concerns(unit)) {
                return true;
            }
        }
        return false;
    }

    void add(Flight flight) {
        waiting.addLast(flight);
        events += flight.decision().events().size();
    }

    Flight next() {
        Flight flight = waiting.removeFirst();
        events -= flight.decision().events().size();
        return flight;
    }

    /** All of them; none is left. */
    List<Flight> takeAll() {
        List<Flight> all = list();
        waiting.clear();
        events = 0;
        return all;
    }
}
