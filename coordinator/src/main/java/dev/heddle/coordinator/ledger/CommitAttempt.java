package dev.heddle.coordinator.ledger;

import dev.heddle.coordinator.engine.port.Ledger.LedgerUnavailableException;
import dev.heddle.coordinator.engine.port.Ledger.Outcome;
import dev.heddle.coordinator.engine.port.Ledger.Verdict;
import dev.heddle.coordinator.engine.port.Ledger.Write;
import dev.heddle.coordinator.jdbc.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** One transaction for one batch, and what a failure of it means. Used once. */
final class CommitAttempt {

    private final Dialect dialect;
    private final Batch batch;
    /** From here on, a failure does not say whether the batch was written. Read by the caller after a timeout. */
    private volatile boolean commitSent;

    CommitAttempt(Dialect dialect, Batch batch) {
        this.dialect = dialect;
        this.batch = batch;
    }

    Outcome run(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        long stored = lockEpoch(connection);
        if (stored != batch.epoch()) {
            connection.rollback();
            connection.setAutoCommit(true);
            return new Outcome.Deposed(stored);
        }
        List<Verdict> verdicts = new RecordWriter(connection, dialect, batch.epoch()).write(batch.writes());
        commitSent = true;
        connection.commit();
        dialect.makeDurable(connection);
        connection.setAutoCommit(true);
        return new Outcome.Done(verdicts);
    }

    private static long lockEpoch(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT epoch FROM heddle_epoch WHERE id = 1 FOR UPDATE")) {
            if (!row.next()) {
                throw new SQLException("the ledger has lost its epoch");
            }
            return row.getLong(1);
        }
    }

    /**
     * What it means that the attempt failed with {@code e}.
     *
     * @throws LedgerUnavailableException if nothing was written and the store is to blame
     */
    Outcome failed(SQLException e) {
        if (commitSent) {
            return new Outcome.Unknown("the ledger did not answer a commit: " + e.getMessage());
        }
        if (Dialect.isDataError(e)) {
            Verdict refused = new Verdict.Refused(String.valueOf(e.getMessage()));
            return new Outcome.Done(
                    batch.writes().stream().map((Write write) -> refused).toList());
        }
        throw new LedgerUnavailableException("the ledger did not take a batch: " + e.getMessage(), e);
    }
}
