package dev.heddle.sim.cluster;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.leadership.LeaseRow;
import dev.heddle.coordinator.leadership.LeaseRows;
import dev.heddle.sim.virtual.Links;
import dev.heddle.sim.virtual.VirtualProcess;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One process's connection with the ledger. At every call the process may die, before or after it has taken effect. */
final class LedgerSession implements Ledger, LeaseRows {

    /** PostgreSQL's "lock_not_available". */
    private static final String LOCK_TIMEOUT = "55P03";

    private static final String SILENCE = "08006";

    private final LedgerStore store;
    private final VirtualProcess process;
    private final Links links;
    private final CallPoints points;
    private final String name;
    private long lockedAt = -1;

    LedgerSession(LedgerStore store, VirtualProcess process, Links links, CallPoints points) {
        this.store = store;
        this.process = process;
        this.links = links;
        this.points = points;
        this.name = store.openSession(process.name());
    }

    @Override
    public ClusterId clusterId() {
        return store.cluster();
    }

    @Override
    public Contents load() {
        return asked(() -> new Contents(store.epoch(), store.stored()));
    }

    @Override
    public Optional<StoredRecord> read(RecordKey key) {
        return asked(() -> store.stored(key));
    }

    private <T> T asked(Answer<T> answer) {
        try {
            return call(answer);
        } catch (SQLException e) {
            throw new LedgerUnavailableException("the ledger does not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public Outcome commit(long epoch, List<Write> writes) {
        points.before();
        Optional<String> lost = lost();
        if (lost.isPresent()) {
            throw new LedgerUnavailableException("the ledger did not take a batch: " + lost.get(), silence());
        }
        if (store.faults().isLocked()) {
            throw new LedgerUnavailableException("the ledger did not take a batch: lock timeout", silence());
        }
        Outcome outcome = switch (store.faults().commit(name)) {
            case WHOLE -> answered(store.commit(epoch, writes));
            case ANSWER_LOST -> {
                store.commit(epoch, writes);
                yield unknown();
            }
            case LOST -> unknown();
            case REPEATED -> {
                Outcome first = store.commit(epoch, writes);
                repeat(epoch, writes, first);
                yield answered(first);
            }
            case LATE -> {
                store.faults().landing(() -> store.commit(epoch, writes));
                yield unknown();
            }
        };
        points.after();
        return outcome;
    }

    /** Only changes: to make a record anew is no use to a proxy that repeats what is harmless to repeat. */
    private void repeat(long epoch, List<Write> writes, Outcome first) {
        if (first instanceof Outcome.Done done
                && done.verdicts().stream().noneMatch(Verdict.Refused.class::isInstance)) {
            List<Write> changes =
                    writes.stream().filter(write -> write.expectedVersion() > 0).toList();
            store.faults().again(() -> store.commit(epoch, changes));
        }
    }

    /** The answer, if it finds its way back. */
    private Outcome answered(Outcome outcome) {
        return links.isBlocked(store.host(), process.host()) ? unknown() : outcome;
    }

    private static Outcome unknown() {
        return new Outcome.Unknown("the ledger did not answer a commit");
    }

    @Override
    public String sessionName() {
        return name;
    }

    @Override
    public Stored look() throws SQLException {
        return call(() -> new Stored(store.lease(), store.epoch()));
    }

    @Override
    public boolean take(Optional<LeaseRow> seen, LeaseRow wanted) throws SQLException {
        return call(() -> {
            boolean same = seen.isPresent()
                    ? store.lease().filter(row -> same(row, seen.get())).isPresent()
                    : store.lease().isEmpty();
            if (same) {
                store.lease(wanted);
            }
            return same;
        });
    }

    private static boolean same(LeaseRow row, LeaseRow seen) {
        return row.sessionName().equals(seen.sessionName()) && row.counter() == seen.counter();
    }

    @Override
    public boolean renew(long epoch) throws SQLException {
        return call(() -> {
            Optional<LeaseRow> mine = mine().filter(row -> store.epoch() == epoch);
            mine.ifPresent(row -> store.lease(counted(row, false)));
            return mine.isPresent();
        });
    }

    @Override
    public void release() throws SQLException {
        call(() -> {
            store.lease()
                    .filter(row -> row.sessionName().equals(name))
                    .ifPresent(row -> store.lease(counted(row, true)));
            return true;
        });
    }

    private Optional<LeaseRow> mine() {
        return store.lease().filter(row -> row.sessionName().equals(name) && !row.released());
    }

    private static LeaseRow counted(LeaseRow row, boolean released) {
        return new LeaseRow(
                row.owner(), row.sessionName(), row.restAddress(), row.counter() + 1, row.leaseMillis(), released);
    }

    @Override
    public OptionalLong raise(long expected, long floor) throws SQLException {
        if (store.faults().isLocked()) {
            throw locked();
        }
        return call(() -> {
            if (store.epoch() != expected || mine().isEmpty()) {
                return OptionalLong.empty();
            }
            store.epoch(Math.max(expected, floor) + 1);
            return OptionalLong.of(store.epoch());
        });
    }

    /** A lock is waited for in a database; here no time passes in a turn, so that the second try of a turn is its last. */
    private SQLException locked() {
        long now = process.time().nanos();
        boolean again = lockedAt == now;
        lockedAt = now;
        return again
                ? new SQLException("no answer, the epoch's row is locked", SILENCE)
                : new SQLException("lock timeout", LOCK_TIMEOUT);
    }

    @Override
    public int endSessions(String of) throws SQLException {
        return call(() -> store.faults().end(of));
    }

    /** A call that takes effect if it arrives, whether or not its answer does. */
    private <T> T call(Answer<T> answer) throws SQLException {
        points.before();
        Optional<String> lost = lost();
        if (lost.isPresent()) {
            throw new SQLException(lost.get(), SILENCE);
        }
        T value = answer.get();
        points.after();
        if (links.isBlocked(store.host(), process.host())) {
            throw silence();
        }
        return value;
    }

    private Optional<String> lost() {
        if (store.faults().isDown()) {
            return Optional.of("connection refused");
        }
        return links.isBlocked(process.host(), store.host()) ? Optional.of("no route") : Optional.empty();
    }

    private static SQLException silence() {
        return new SQLException("no answer", SILENCE);
    }

    private interface Answer<T> {
        T get();
    }
}
