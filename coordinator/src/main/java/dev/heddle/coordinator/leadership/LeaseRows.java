package dev.heddle.coordinator.leadership;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rows of lease and epoch. Every change compares before it sets, and is on stable storage when it returns. Any
 * method may fail; then it cannot be told what was done.
 */
public interface LeaseRows {

    /** Name of this replica's sessions with the store, unique per start. */
    String sessionName();

    /** Both rows. */
    Stored look() throws SQLException;

    /**
     * Takes the lease if it still is as seen.
     *
     * @return whether it was
     */
    boolean take(Optional<LeaseRow> seen, LeaseRow wanted) throws SQLException;

    /** Whether the lease is still ours, under this epoch; if so its counter is raised. */
    boolean renew(long epoch) throws SQLException;

    /** Gives the lease back if it is ours. */
    void release() throws SQLException;

    /**
     * Raises the stored epoch above {@code floor}, if the lease is ours and the stored epoch is still {@code expected}.
     *
     * @return the new epoch, or empty if not
     */
    OptionalLong raise(long expected, long floor) throws SQLException;

    /** Ends the sessions of another replica, and with them its open transactions; returns how many. */
    int endSessions(String name) throws SQLException;

    /**
     * Both rows.
     *
     * @param row the lease, if there is one
     * @param epoch the epoch
     */
    record Stored(Optional<LeaseRow> row, long epoch) {}
}
