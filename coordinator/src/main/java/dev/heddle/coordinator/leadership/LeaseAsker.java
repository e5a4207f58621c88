package dev.heddle.coordinator.leadership;

import dev.heddle.coordinator.jdbc.Dialect;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the database: looks at the lease, takes, renews and releases it. One turn may hang for as long as it does. */
final class LeaseAsker {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseAsker.class);

    private final LeaseState state;
    private final LeaseRows store;
    private final LeaseTerms terms;
    private final JdbcLeadership.Replica replica;
    private final String sessionName;
    private final boolean exclusive;
    /** Held while the database is asked, so that a renewal and a raised epoch do not cross. */
    private final ReentrantLock asking = new ReentrantLock();

    private boolean storeAnswers = true;

    LeaseAsker(LeaseState state, LeaseRows store, LeaseTerms terms, JdbcLeadership.Replica replica, boolean exclusive) {
        this.state = state;
        this.store = store;
        this.terms = terms;
        this.replica = replica;
        this.sessionName = store.sessionName();
        this.exclusive = exclusive;
    }

    /** The work of a thread. */
    void run() {
        while (state.awaitTurn()) {
            turn();
        }
    }

    /** Does what is due now. */
    void turn() {
        asking.lock();
        try {
            ask();
            answered();
        } catch (SQLException e) {
            silent(e);
        } finally {
            asking.unlock();
        }
    }

    private void ask() throws SQLException {
        Tenure current = state.current();
        if (current != null) {
            renewIfDue(current);
        } else if (state.takeGiveBack()) {
            store.release();
        } else {
            look();
        }
    }

    private void renewIfDue(Tenure current) throws SQLException {
        long now = state.now();
        if (now - current.renewedAt() < terms.renew().toNanos() || !state.engineLives(current)) {
            return;
        }
        if (store.renew(current.epoch())) {
            state.renewed(current, now);
        } else {
            state.lose(current, "the lease is no longer ours");
        }
    }

    private void look() throws SQLException {
        long askedAt = state.now();
        LeaseSight seen = state.seen(store.look(), askedAt);
        if (seen.vacant(sessionName, exclusive) && state.mayCompete()) {
            takeOver(seen);
        }
    }

    /**
     * Takes the lease, ends the last leader's sessions, raises the epoch. Any step may fail; then the next turn starts
     * again, as our own lease counts as vacant.
     */
    private void takeOver(LeaseSight seen) throws SQLException {
        Optional<LeaseRow> previous =
                seen.row().filter(row -> !row.released() && !row.sessionName().equals(sessionName));
        LeaseRow mine = mine(seen);
        if (!take(seen, mine, previous)) {
            return;
        }
        endSessions(previous);
        long deadline = seen.seenAt() + terms.validity().toNanos();
        OptionalLong epoch = raise(seen.epoch(), previous, deadline);
        if (epoch.isPresent()) {
            LOG.info("{} leads under epoch {}", replica.name(), epoch.getAsLong());
            LeaseSight sight = new LeaseSight(Optional.of(mine), epoch.getAsLong(), seen.seenAt(), seen.seenAt());
            state.begin(new Tenure(epoch.getAsLong(), seen.seenAt(), deadline), sight);
        }
    }

    private LeaseRow mine(LeaseSight seen) {
        long counter = seen.row().map(LeaseRow::counter).orElse(0L) + 1;
        String address = replica.restAddress().get();
        return new LeaseRow(
                replica.name(), sessionName, address, counter, terms.lease().toMillis(), false);
    }

    /** The last leader may be paused in the middle of a renewal: then only the end of its sessions frees the row. */
    private boolean take(LeaseSight seen, LeaseRow mine, Optional<LeaseRow> previous) throws SQLException {
        try {
            return store.take(seen.row(), mine);
        } catch (SQLException e) {
            if (Dialect.isLockTimeout(e)) {
                endSessions(previous);
            }
            throw e;
        }
    }

    private void endSessions(Optional<LeaseRow> previous) throws SQLException {
        if (previous.isPresent() && !exclusive) {
            int ended = store.endSessions(previous.get().sessionName());
            LOG.info(
                    "the lease of {} ran out; {} of its sessions ended",
                    previous.get().owner(),
                    ended);
        }
    }

    /** The last leader may come back with a new session and be paused in it: then that is ended too. */
    private OptionalLong raise(long seenEpoch, Optional<LeaseRow> previous, long deadline) throws SQLException {
        long expected = seenEpoch;
        while (state.now() - deadline < 0) {
            try {
                OptionalLong raised = store.raise(expected, 0);
                if (raised.isPresent()) {
                    return raised;
                }
                LeaseRows.Stored stored = store.look();
                if (stored.row()
                        .filter(row -> row.sessionName().equals(sessionName))
                        .isEmpty()) {
                    return OptionalLong.empty();
                }
                expected = stored.epoch();
            } catch (SQLException e) {
                if (!Dialect.isLockTimeout(e)) {
                    throw e;
                }
                endSessions(previous);
            }
        }
        return OptionalLong.empty();
    }

    /** See {@link dev.heddle.coordinator.engine.port.Leadership#raiseEpochAbove}; on the caller's thread. */
    Optional<Long> raiseEpochAbove(long floor) {
        asking.lock();
        try {
            Tenure current = state.current();
            if (current == null || current.epoch() > floor) {
                return Optional.ofNullable(current).map(Tenure::epoch);
            }
            return raiseFor(current, floor);
        } finally {
            asking.unlock();
        }
    }

    private Optional<Long> raiseFor(Tenure current, long floor) {
        try {
            OptionalLong raised = store.raise(current.epoch(), floor);
            if (raised.isPresent()) {
                state.raised(current, raised.getAsLong());
                return Optional.of(raised.getAsLong());
            }
            state.lose(current, "another replica raised the epoch");
        } catch (SQLException e) {
            state.lose(current, "the ledger did not answer while the epoch was raised: " + e.getMessage());
        }
        return Optional.empty();
    }

    private void answered() {
        if (!storeAnswers) {
            storeAnswers = true;
            LOG.info("the ledger's database answers again");
        }
    }

    private void silent(SQLException e) {
        if (storeAnswers) {
            storeAnswers = false;
            LOG.warn("the ledger's database does not answer: {}", e.getMessage());
        }
    }
}
