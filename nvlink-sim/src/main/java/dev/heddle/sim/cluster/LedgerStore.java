package dev.heddle.sim.cluster;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.Outcome;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.StoredRecord;
import dev.heddle.coordinator.engine.port.Ledger.Verdict;
import dev.heddle.coordinator.engine.port.Ledger.Write;
import dev.heddle.coordinator.engine.port.RecordCodec;
import dev.heddle.coordinator.engine.port.RecordCodec.UnreadableRecordException;
import dev.heddle.coordinator.leadership.LeaseRow;
import dev.heddle.coordinator.ledger.LedgerImport;
import dev.heddle.sim.virtual.Host;
import dev.heddle.sim.virtual.VirtualTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The database that three coordinators share: versioned records, the epoch, the lease. What it has committed it keeps,
 * whatever happens to anyone else. {@link LedgerSession} is the way to it.
 */
public final class LedgerStore {

    private static final Comparator<RecordKey> ORDER =
            Comparator.comparing(RecordKey::kind).thenComparing(RecordKey::id);

    private final Host host = new Host("ledger");
    private final ClusterId cluster;
    private final RememberingCodec codec = new RememberingCodec();
    private final LedgerFaults faults;
    private final List<Watcher> watchers = new ArrayList<>();
    private SortedMap<RecordKey, Row> rows = new TreeMap<>(ORDER);
    private long epoch;
    private @Nullable LeaseRow lease;
    private long commits;
    private long sessions;

    LedgerStore(VirtualTime time) {
        this(time, new ClusterId("cluster-" + Long.toHexString(time.seed())), 0);
    }

    LedgerStore(VirtualTime time, ClusterId cluster, long epoch) {
        this.cluster = cluster;
        this.epoch = epoch;
        this.faults = new LedgerFaults(time);
    }

    /**
     * A record.
     *
     * @param version its version
     * @param epoch the epoch that wrote it
     * @param body its bytes
     * @param record what they say: a {@link UnitRecord} or a {@link ComputeDomainRecord}
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Row(long version, long epoch, byte[] body, Object record) {}

    /** Sees every change. */
    interface Watcher {

        /** One record changed. */
        void written(RecordKey key, Optional<Object> before, Optional<Object> after, long epoch);

        /** Everything is as it was before. */
        void restored();
    }

    void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /** Its machine, which replicas reach over the network. */
    public Host host() {
        return host;
    }

    /** What can go wrong with it. */
    public LedgerFaults faults() {
        return faults;
    }

    /** A name that no session had before. */
    String openSession(String process) {
        return process + "-" + ++sessions;
    }

    RecordCodec codec() {
        return codec;
    }

    ClusterId cluster() {
        return cluster;
    }

    /** The stored epoch. */
    public long epoch() {
        return epoch;
    }

    /** Batches that took effect. */
    public long commits() {
        return commits;
    }

    /** Every record. */
    public SortedMap<RecordKey, Row> rows() {
        return Collections.unmodifiableSortedMap(rows);
    }

    /** A unit's record. */
    public Optional<UnitRecord> unit(UnitId id) {
        return Optional.ofNullable(rows.get(new RecordKey(Kind.UNIT, id.value())))
                .map(row -> (UnitRecord) row.record());
    }

    /** Every unit's record. */
    public Collection<UnitRecord> units() {
        return records(UnitRecord.class);
    }

    /** Every ComputeDomain's record. */
    public Collection<ComputeDomainRecord> computeDomains() {
        return records(ComputeDomainRecord.class);
    }

    private <T> Collection<T> records(Class<T> type) {
        return rows.values().stream()
                .map(Row::record)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    List<StoredRecord> stored() {
        return rows.entrySet().stream()
                .map(entry -> stored(entry.getKey(), entry.getValue()))
                .toList();
    }

    Optional<StoredRecord> stored(RecordKey key) {
        return Optional.ofNullable(rows.get(key)).map(row -> stored(key, row));
    }

    private static StoredRecord stored(RecordKey key, Row row) {
        return new StoredRecord(key, row.version(), row.epoch(), row.body());
    }

    /** A batch arrives: as a transaction that locks the epoch's row. */
    Outcome commit(long writer, List<Write> writes) {
        if (isDeposed(writer)) {
            return new Outcome.Deposed(epoch);
        }
        if (faults.refuses()) {
            Verdict refused = new Verdict.Refused("value too long");
            return new Outcome.Done(
                    writes.stream().map((Write write) -> refused).toList());
        }
        commits++;
        return new Outcome.Done(
                writes.stream().map(write -> write(writer, write)).toList());
    }

    private boolean isDeposed(long writer) {
        return writer != epoch;
    }

    private Verdict write(long writer, Write write) {
        Row before = rows.get(write.key());
        long current = before == null ? 0 : before.version();
        if (isOther(current, write)) {
            return new Verdict.Conflict(current);
        }
        Row after = write.body()
                .map(body -> new Row(write.newVersion(), writer, body, decoded(write.key(), body)))
                .orElse(null);
        if (after == null) {
            rows.remove(write.key());
        } else {
            rows.put(write.key(), after);
        }
        Optional<Object> was = Optional.ofNullable(before).map(Row::record);
        Optional<Object> is = Optional.ofNullable(after).map(Row::record);
        watchers.forEach(watcher -> watcher.written(write.key(), was, is, writer));
        return new Verdict.Committed();
    }

    private static boolean isOther(long current, Write write) {
        return current != write.expectedVersion();
    }

    private Object decoded(RecordKey key, byte[] body) {
        try {
            return switch (key.kind()) {
                case UNIT -> codec.decodeUnit(body);
                case COMPUTE_DOMAIN -> codec.decodeComputeDomain(body);
            };
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("a coordinator wrote what it cannot read: " + key, e);
        }
    }

    void epoch(long raised) {
        epoch = raised;
    }

    Optional<LeaseRow> lease() {
        return Optional.ofNullable(lease);
    }

    void lease(@Nullable LeaseRow taken) {
        lease = taken;
    }

    /** The lease's row is deleted. */
    public void dropLease() {
        lease = null;
    }

    /** Everything as it is now, for {@link #restore}. */
    public Snapshot snapshot() {
        return new Snapshot(new TreeMap<>(rows), epoch);
    }

    /** A backup of the database. */
    public static final class Snapshot {

        private final SortedMap<RecordKey, Row> rows;
        private final long epoch;

        private Snapshot(SortedMap<RecordKey, Row> rows, long epoch) {
            this.rows = rows;
            this.epoch = epoch;
        }
    }

    /**
     * The database is restored from a backup while no replica runs, and the ledger is told so: nothing of it is granted
     * before its nodes are heard. What was open before is gone with the database that it was open in; the epoch is one
     * above the backup's, as {@code heddle ledger restored} makes it, and may be one that was in use since the backup.
     */
    public void restore(Snapshot backup) {
        rows = new TreeMap<>(backup.rows);
        epoch = backup.epoch + 1;
        lease = null;
        faults.rollBack();
        for (StoredRecord record : new LedgerImport(codec).behind(stored(), List.of())) {
            Object decoded = decoded(record.key(), record.body());
            rows.put(record.key(), new Row(record.version(), epoch, record.body(), decoded));
        }
        watchers.forEach(Watcher::restored);
    }
}
