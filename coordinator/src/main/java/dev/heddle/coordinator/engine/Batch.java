package dev.heddle.coordinator.engine;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several flights on their way to the ledger together: the last state of each record that they change.
 *
 * @param flights the flights, oldest first
 * @param changes what is written, in an order in which it may be cut short: see {@link #of}
 * @param attempt 0 at first; above, how often the outcome was unknown before
 */
record Batch(List<Flight> flights, List<Change> changes, int attempt) {

    /**
     * One record's change.
     *
     * @param key which record
     * @param expectedVersion version it must have, 0 = none
     * @param event its last change
     */
    record Change(RecordKey key, long expectedVersion, Event.Durable event) {

        boolean erases() {
            return switch (event) {
                case Event.UnitErased erased -> true;
                case Event.ComputeDomainErased erased -> true;
                case Event.UnitWritten written -> false;
                case Event.ComputeDomainWritten written -> false;
            };
        }
    }

    /**
     * Of the given flights, on top of the committed image; only of those before the first that puts a node into a unit
     * while the ledger still has it in another: a node is out of the old one first. A store may die between two records: so ComputeDomains are
     * written before the units that grant to them or take back from them, and erased after; but before, where the ledger
     * does not know yet that they end, as a unit would otherwise take back from one that lives on.
     */
    static Batch of(List<Flight> waiting, Image committed) {
        List<Flight> flights = beforeArrivals(waiting, committed);
        Map<RecordKey, Event.Durable> last = new LinkedHashMap<>();
        flights.forEach(flight -> flight.durable().forEach(event -> last.put(key(event), event)));
        List<Change> changes = last.entrySet().stream()
                .map(entry -> new Change(entry.getKey(), committedVersion(committed, entry.getKey()), entry.getValue()))
                .filter(change -> change.expectedVersion() > 0 || !change.erases())
                .sorted(Comparator.comparingInt(change -> turn(change, committed)))
                .toList();
        return new Batch(List.copyOf(flights), changes, 0);
    }

    private static List<Flight> beforeArrivals(List<Flight> waiting, Image committed) {
        for (int i = 1; i < waiting.size(); i++) {
            if (waiting.get(i).durable().stream().anyMatch(event -> hasArrivals(event, committed))) {
                return waiting.subList(0, i);
            }
        }
        return waiting;
    }

    private static boolean hasArrivals(Event.Durable event, Image committed) {
        return switch (event) {
            case Event.UnitWritten written -> hasArrivals(written.unit(), committed);
            case Event.UnitErased erased -> false;
            case Event.ComputeDomainWritten written -> false;
            case Event.ComputeDomainErased erased -> false;
        };
    }

    private static boolean hasArrivals(UnitRecord unit, Image committed) {
        Set<NodeName> known = committed
                .units()
                .get(unit.id())
                .map(state -> state.unit().nodes().keySet())
                .orElse(Set.of());
        return unit.nodes().keySet().stream()
                .anyMatch(node -> !known.contains(node) && committed.homes().contains(node));
    }

    private static int turn(Change change, Image committed) {
        return switch (change.event()) {
            case Event.ComputeDomainWritten written -> 0;
            case Event.UnitWritten written -> 1;
            case Event.UnitErased erased -> 1;
            case Event.ComputeDomainErased erased -> isKnownToEnd(erased, committed) ? 2 : 0;
        };
    }

    private static boolean isKnownToEnd(Event.ComputeDomainErased erased, Image committed) {
        return committed
                .computeDomains()
                .get(erased.computeDomain())
                .filter(state -> state.computeDomain().phase() == Phase.RELEASING)
                .isPresent();
    }

    /** The same changes once more, at higher versions, after an unknown outcome. */
    Batch again() {
        return new Batch(flights, changes, attempt + 1);
    }

    /** Whether some record of it is another in {@code after} than it was in {@code before}. */
    boolean isWritten(Image before, Image after) {
        return changes.stream()
                .anyMatch(change -> committedVersion(before, change.key()) != committedVersion(after, change.key()));
    }

    static RecordKey key(Event.Durable event) {
        return switch (event) {
            case Event.UnitWritten written ->
                new RecordKey(Kind.UNIT, written.unit().id().value());
            case Event.UnitErased erased ->
                new RecordKey(Kind.UNIT, erased.unit().value());
            case Event.ComputeDomainWritten written ->
                new RecordKey(Kind.COMPUTE_DOMAIN, written.computeDomain().uid().value());
            case Event.ComputeDomainErased erased ->
                new RecordKey(Kind.COMPUTE_DOMAIN, erased.computeDomain().value());
        };
    }

    private static long committedVersion(Image committed, RecordKey key) {
        return switch (key.kind()) {
            case UNIT ->
                committed
                        .units()
                        .get(new dev.heddle.contract.model.UnitId(key.id()))
                        .map(unit -> unit.version())
                        .orElse(0L);
            case COMPUTE_DOMAIN ->
                committed
                        .computeDomains()
                        .get(new dev.heddle.contract.model.ComputeDomainUid(key.id()))
                        .map(state -> state.version())
                        .orElse(0L);
        };
    }
}
