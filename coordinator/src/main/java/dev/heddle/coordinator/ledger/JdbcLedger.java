package dev.heddle.coordinator.ledger;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.jdbc.Dialect;
import dev.heddle.coordinator.jdbc.LedgerDatabase;
import dev.heddle.coordinator.jdbc.LedgerStartException;
import dev.heddle.coordinator.jdbc.Session;
import dev.heddle.coordinator.jdbc.Timeouts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ledger in a database: H2 or PostgreSQL. One row per record, and one row with the epoch, which every commit locks
 * for its transaction: commits are serial across all replicas, and none can slip past a raised epoch.
 */
public final class JdbcLedger implements Ledger, AutoCloseable {

    private static final String COLUMNS = "r.kind, r.id, r.version, r.epoch, r.checksum, r.body";

    private static final int FETCH_ROWS = 128;

    private final Dialect dialect;
    private final Session writer;
    private final Session reader;
    private final ClusterId clusterId;

    private JdbcLedger(Dialect dialect, Session writer, Session reader, ClusterId clusterId) {
        this.dialect = dialect;
        this.writer = writer;
        this.reader = reader;
        this.clusterId = clusterId;
    }

    /**
     * Opens the ledger in {@code database}.
     *
     * @param database with its schema up to date
     * @param newClusterId the identity that the ledger gets if it has none yet
     * @throws LedgerStartException if it does not answer
     */
    public static JdbcLedger open(LedgerDatabase database, ClusterId newClusterId) {
        Session writer = new Session(database, "ledger-writer");
        Session reader = new Session(database, "ledger-reader");
        try {
            ClusterId id = writer.call(
                    Timeouts.CALL, connection -> Identity.establish(connection, database.dialect(), newClusterId));
            return new JdbcLedger(database.dialect(), writer, reader, id);
        } catch (SQLException e) {
            writer.close();
            throw database.dialect().explain(database.shownUrl(), e);
        }
    }

    @Override
    public ClusterId clusterId() {
        return clusterId;
    }

    @Override
    public Contents load() {
        try {
            return reader.call(Timeouts.LOAD, this::loadAll);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** One statement, hence one consistent view on every database. */
    private Contents loadAll(Connection connection) throws SQLException {
        String sql = "SELECT " + COLUMNS + ", e.epoch FROM heddle_epoch e LEFT JOIN heddle_record r ON r.version > 0"
                + " WHERE e.id = 1 ORDER BY r.kind, r.id";
        connection.setAutoCommit(false);
        long epoch = 0;
        List<StoredRecord> records = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setQueryTimeout((int) Timeouts.LOAD.toSeconds());
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    epoch = row.getLong(7);
                    if (row.getString(1) != null) {
                        records.add(stored(row));
                    }
                }
            }
        }
        connection.rollback();
        connection.setAutoCommit(true);
        return new Contents(epoch, List.copyOf(records));
    }

    @Override
    public Optional<StoredRecord> read(RecordKey key) {
        try {
            return reader.call(Timeouts.CALL, connection -> readOne(connection, key));
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private Optional<StoredRecord> readOne(Connection connection, RecordKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM heddle_record r WHERE r.kind = ? AND r.id = ?")) {
            statement.setString(1, key.kind().name());
            statement.setString(2, key.id());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(stored(row)) : Optional.empty();
            }
        }
    }

    private StoredRecord stored(ResultSet row) throws SQLException {
        RecordKey key = new RecordKey(Kind.valueOf(row.getString(1)), row.getString(2));
        byte[] body = dialect.readBody(row, 6);
        StoredRecord record = new StoredRecord(key, row.getLong(3), row.getLong(4), body);
        boolean intact = Checksum.of(key, record.version(), record.epoch(), body) == row.getLong(5);
        return intact ? record : new StoredRecord(key, record.version(), record.epoch(), new byte[0]);
    }

    /**
     * {@inheritDoc}
     *
     * @throws LedgerUnavailableException if the store did not answer and nothing of the batch was written
     * @throws IllegalArgumentException if the batch breaks the port's rules
     */
    @Override
    public Outcome commit(long epoch, List<Write> writes) {
        Batch batch = Batch.of(epoch, writes);
        CommitAttempt attempt = new CommitAttempt(dialect, batch);
        try {
            return writer.call(Timeouts.CALL, attempt::run);
        } catch (SQLException e) {
            return attempt.failed(e);
        }
    }

    /**
     * Puts other contents in, for tools. The ledger's identity as this object knows it is the old one.
     *
     * @throws LedgerUnavailableException if the store does not answer; then nothing or everything was replaced
     */
    Replacement.End replace(Replacement replacement) {
        try {
            return writer.call(Timeouts.LOAD, connection -> replacement.apply(connection, dialect));
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static LedgerUnavailableException unavailable(SQLException e) {
        return new LedgerUnavailableException("the ledger does not answer: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
    }
}
