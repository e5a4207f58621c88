package dev.heddle.sim.exhaustive;

import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.Verdict;
import dev.heddle.coordinator.engine.port.Ledger.Write;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the ledger holds.
 *
 * @param epoch the stored epoch
 * @param rows its records by kind and id
 * @param ever ids of every ComputeDomain that was ever committed
 */
record Store(long epoch, SortedMap<String, Row> rows, SortedSet<String> ever) {

    Store {
        rows = Collections.unmodifiableSortedMap(rows);
        ever = Collections.unmodifiableSortedSet(ever);
    }

    static Store empty() {
        return new Store(0, new TreeMap<>(), new TreeSet<>());
    }

    /**
     * A record.
     *
     * @param key its name
     * @param version its version
     * @param writer epoch that wrote it
     * @param body handle of its content
     */
    record Row(RecordKey key, long version, long writer, int body) {}

    Store raisedAbove(long floor) {
        return new Store(Math.max(epoch, floor) + 1, rows, ever);
    }

    /** The same contents, as older ones that were put back; what was ever committed stays known. */
    Store restoredFrom(Store old) {
        return new Store(old.epoch, old.rows, ever);
    }

    static boolean isDeposed(long writer, long stored) {
        return writer != stored;
    }

    private static boolean isConflict(long current, long expected) {
        return current != expected;
    }

    /** One compare-and-set; the verdict goes into {@code verdicts}. */
    Store write(long writer, Write write, java.util.List<Verdict> verdicts) {
        String name = name(write.key());
        Row known = rows.get(name);
        long current = known == null ? 0 : known.version();
        if (isConflict(current, write.expectedVersion())) {
            verdicts.add(new Verdict.Conflict(current));
            return this;
        }
        verdicts.add(new Verdict.Committed());
        SortedMap<String, Row> changed = new TreeMap<>((Map<String, Row>) rows);
        SortedSet<String> seen = new TreeSet<>((java.util.Collection<String>) ever);
        if (write.body().isEmpty()) {
            changed.remove(name);
        } else {
            int body = ByteBuffer.wrap(write.body().get()).getInt();
            changed.put(name, new Row(write.key(), write.newVersion(), writer, body));
            seen.add(name);
        }
        return new Store(epoch, changed, seen);
    }

    static String name(RecordKey key) {
        return key.kind() + "/" + key.id();
    }
}
