package dev.heddle.sim.cluster.law;

import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Evolve;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.sim.cluster.LedgerStore.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a leader has to go by: the ledger, with all that it has decided and that is not known to be in the ledger.
 *
 * @param rows the ledger
 * @param inFlight the last of what was decided, by record; empty = erased
 */
record Expected(SortedMap<RecordKey, Row> rows, Map<RecordKey, Optional<Known>> inFlight) {

    /**
     * A record.
     *
     * @param record what it says
     * @param version its version
     * @param epoch the epoch that wrote it
     */
    record Known(Object record, long version, long epoch) {}

    static Expected of(SortedMap<RecordKey, Row> rows, List<Event.Durable> inFlight, long epoch) {
        Map<RecordKey, Optional<Known>> last = new HashMap<>();
        inFlight.forEach(event ->
                last.put(key(event), record(event).map(record -> new Known(record, event.version(), epoch))));
        return new Expected(rows, last);
    }

    private static RecordKey key(Event.Durable event) {
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

    private static Optional<Object> record(Event.Durable event) {
        return switch (event) {
            case Event.UnitWritten written -> Optional.of(written.unit());
            case Event.ComputeDomainWritten written -> Optional.of(written.computeDomain());
            case Event.UnitErased erased -> Optional.empty();
            case Event.ComputeDomainErased erased -> Optional.empty();
        };
    }

    /** One record; null if it is not there. */
    @Nullable
    Known get(RecordKey key) {
        Optional<Known> flying = inFlight.get(key);
        Row row = flying == null ? rows.get(key) : null;
        if (row != null) {
            return new Known(row.record(), row.version(), row.epoch());
        }
        return flying == null ? null : flying.orElse(null);
    }

    /** How many records there are of a kind. */
    int count(Kind kind) {
        int count = 0;
        for (RecordKey key : rows.keySet()) {
            count += key.kind() == kind && !inFlight.containsKey(key) ? 1 : 0;
        }
        for (Map.Entry<RecordKey, Optional<Known>> entry : inFlight.entrySet()) {
            count += entry.getKey().kind() == kind && entry.getValue().isPresent() ? 1 : 0;
        }
        return count;
    }

    /** As a process that has just been started would know it: no node is heard. */
    Image loaded(Image empty, long epoch) {
        SortedMap<RecordKey, Known> all = new TreeMap<>(rows.comparator());
        rows.forEach((key, row) -> all.put(key, new Known(row.record(), row.version(), row.epoch())));
        inFlight.forEach((key, known) -> {
            all.remove(key);
            known.ifPresent(record -> all.put(key, record));
        });
        Image image = empty.at(new ImageVersion(epoch, 0));
        for (Known known : all.values()) {
            image = known.record() instanceof UnitRecord unit
                    ? Evolve.loaded(image, unit, known.version(), known.epoch())
                    : Evolve.loaded(image, (ComputeDomainRecord) known.record(), known.version());
        }
        return image;
    }
}
