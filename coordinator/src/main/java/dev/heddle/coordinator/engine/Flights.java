package dev.heddle.coordinator.engine;

import dev.heddle.contract.model.UnitId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is decided and not committed, oldest first. */
final class Flights {

    private final Deque<Flight> waiting = new ArrayDeque<>();
    // How many of them change something about a unit.
    private final Map<UnitId, Integer> units = new HashMap<>();
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
        return units.containsKey(unit);
    }

    void add(Flight flight) {
        waiting.addLast(flight);
        flight.units().forEach(unit -> units.merge(unit, 1, Integer::sum));
        events += flight.decision().events().size();
    }

    Flight next() {
        Flight flight = waiting.removeFirst();
        flight.units().forEach(unit -> units.computeIfPresent(unit, (id, count) -> count == 1 ? null : count - 1));
        events -= flight.decision().events().size();
        return flight;
    }

    /** All of them; none is left. */
    List<Flight> takeAll() {
        List<Flight> all = list();
        waiting.clear();
        units.clear();
        events = 0;
        return all;
    }
}
