package dev.heddle.coordinator.allocation;

import dev.heddle.coordinator.placement.GangRequest;
import dev.heddle.coordinator.topology.PersistentMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ComputeDomains whose time comes: Pending ones in a line for each thing that is asked for, the oldest first, and those
 * that live for a while by their end. What is asked for differs little, so that a crowd costs as much as its few lines.
 * Immutable.
 */
public final class Schedule {

    static final Schedule EMPTY = new Schedule(PersistentMap.empty(), PersistentMap.empty());

    private final PersistentMap<GangRequest, PersistentMap<Moment, ComputeDomainRecord>> lines;
    private final PersistentMap<Moment, ComputeDomainRecord> ends;

    private Schedule(
            PersistentMap<GangRequest, PersistentMap<Moment, ComputeDomainRecord>> lines,
            PersistentMap<Moment, ComputeDomainRecord> ends) {
        this.lines = lines;
        this.ends = ends;
    }

    /** Pending ones that ask for the same, oldest first; no line is empty. */
    Iterable<PersistentMap<Moment, ComputeDomainRecord>> lines() {
        return lines.values();
    }

    /** The oldest of a line. */
    static PersistentMap.Entry<Moment, ComputeDomainRecord> first(PersistentMap<Moment, ComputeDomainRecord> line) {
        return line.iterator().next();
    }

    /** Those that are not told to end and whose time to live is over. */
    List<ComputeDomainRecord> over(Instant now) {
        List<ComputeDomainRecord> over = new ArrayList<>();
        for (PersistentMap.Entry<Moment, ComputeDomainRecord> end : ends) {
            if (end.key().at().isAfter(now)) {
                break;
            }
            over.add(end.value());
        }
        return over;
    }

    /** With a record that was not in it. */
    Schedule with(ComputeDomainRecord record) {
        GangRequest gang = record.spec().gang();
        return new Schedule(
                record.phase() == Phase.PENDING
                        ? lines.put(gang, line(gang).put(Moment.created(record), record))
                        : lines,
                end(record).map(end -> ends.put(end, record)).orElse(ends));
    }

    /** Without a record that was in it. */
    Schedule without(ComputeDomainRecord record) {
        GangRequest gang = record.spec().gang();
        PersistentMap<Moment, ComputeDomainRecord> left = line(gang).remove(Moment.created(record));
        return new Schedule(
                left.isEmpty() ? lines.remove(gang) : lines.put(gang, left),
                end(record).map(ends::remove).orElse(ends));
    }

    private PersistentMap<Moment, ComputeDomainRecord> line(GangRequest gang) {
        return lines.get(gang).orElse(PersistentMap.empty());
    }

    private static Optional<Moment> end(ComputeDomainRecord record) {
        return record.phase() == Phase.RELEASING
                ? Optional.empty()
                : record.expiresAt().map(at -> new Moment(at, record.uid()));
    }
}
