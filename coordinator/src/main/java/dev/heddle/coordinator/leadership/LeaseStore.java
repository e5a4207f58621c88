package dev.heddle.coordinator.leadership;

import dev.heddle.coordinator.jdbc.Dialect;
import dev.heddle.coordinator.jdbc.LedgerDatabase;
import dev.heddle.coordinator.jdbc.Session;
import dev.heddle.coordinator.jdbc.Timeouts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;

/** The rows of lease and epoch. Every change is one statement that compares before it sets, and is made durable. */
final class LeaseStore implements LeaseRows, AutoCloseable {

    private static final String LOOK =
            "SELECT e.epoch, l.owner, l.session_name, l.rest_address, l.counter, l.lease_millis, l.released"
                    + " FROM heddle_epoch e LEFT JOIN heddle_lease l ON l.id = e.id WHERE e.id = 1";
    private static final String TAKE =
            "UPDATE heddle_lease SET owner = ?, session_name = ?, rest_address = ?, counter = ?, lease_millis = ?,"
                    + " released = FALSE WHERE id = 1 AND session_name = ? AND counter = ?";
    private static final String CREATE =
            "INSERT INTO heddle_lease (owner, session_name, rest_address, counter, lease_millis, released, id)"
                    + " VALUES (?, ?, ?, ?, ?, FALSE, 1)";
    private static final String RENEW = "UPDATE heddle_lease SET counter = counter + 1 WHERE id = 1"
            + " AND session_name = ? AND NOT released"
            + " AND EXISTS (SELECT 1 FROM heddle_epoch WHERE id = 1 AND epoch = ?)";
    private static final String RELEASE =
            "UPDATE heddle_lease SET released = TRUE, counter = counter + 1 WHERE id = 1 AND session_name = ?";
    private static final String RAISE = "UPDATE heddle_epoch SET epoch = ? WHERE id = 1 AND epoch = ?"
            + " AND EXISTS (SELECT 1 FROM heddle_lease WHERE id = 1 AND session_name = ? AND NOT released)";

    private final Dialect dialect;
    private final String sessionName;
    private final Session session;

    LeaseStore(LedgerDatabase database) {
        this.dialect = database.dialect();
        this.sessionName = database.sessionName();
        this.session = new Session(database, "lease-store");
    }

    @Override
    public String sessionName() {
        return sessionName;
    }

    @Override
    public Stored look() throws SQLException {
        return session.call(Timeouts.CALL, LeaseStore::look);
    }

    private static Stored look(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOOK)) {
            if (!row.next()) {
                throw new SQLException("the ledger has lost its epoch");
            }
            return new Stored(row.getString(2) == null ? Optional.empty() : Optional.of(lease(row)), row.getLong(1));
        }
    }

    private static LeaseRow lease(ResultSet row) throws SQLException {
        return new LeaseRow(
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(6),
                row.getBoolean(7));
    }

    @Override
    public boolean take(Optional<LeaseRow> seen, LeaseRow wanted) throws SQLException {
        return session.call(Timeouts.CALL, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(seen.isPresent() ? TAKE : CREATE)) {
                statement.setString(1, wanted.owner());
                statement.setString(2, wanted.sessionName());
                statement.setString(3, wanted.restAddress());
                statement.setLong(4, wanted.counter());
                statement.setLong(5, wanted.leaseMillis());
                if (seen.isPresent()) {
                    statement.setString(6, seen.get().sessionName());
                    statement.setLong(7, seen.get().counter());
                }
                return changed(connection, statement);
            } catch (SQLException e) {
                if (Dialect.isDataError(e)) {
                    return false; // another made the row first
                }
                throw e;
            }
        });
    }

    /** Whether one row was changed; then the change is on stable storage. */
    private boolean changed(Connection connection, PreparedStatement statement) throws SQLException {
        boolean changed = statement.executeUpdate() == 1;
        if (changed) {
            dialect.makeDurable(connection);
        }
        return changed;
    }

    @Override
    public boolean renew(long epoch) throws SQLException {
        return session.call(Timeouts.CALL, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RENEW)) {
                statement.setString(1, sessionName);
                statement.setLong(2, epoch);
                return changed(connection, statement);
            }
        });
    }

    @Override
    public void release() throws SQLException {
        session.call(Timeouts.CALL, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
                statement.setString(1, sessionName);
                return changed(connection, statement);
            }
        });
    }

    @Override
    public OptionalLong raise(long expected, long floor) throws SQLException {
        long raised = Math.max(expected, floor) + 1;
        boolean done = session.call(Timeouts.CALL, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RAISE)) {
                statement.setLong(1, raised);
                statement.setLong(2, expected);
                statement.setString(3, sessionName);
                return changed(connection, statement);
            }
        });
        return done ? OptionalLong.of(raised) : OptionalLong.empty();
    }

    @Override
    public int endSessions(String name) throws SQLException {
        return session.call(Timeouts.CALL, connection -> dialect.endSessions(connection, name));
    }

    @Override
    public void close() {
        session.close();
    }
}
