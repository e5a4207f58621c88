package dev.heddle.coordinator.ledger;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.engine.port.Ledger.StoredRecord;
import dev.heddle.coordinator.jdbc.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Puts other contents into a ledger, in one transaction under a new epoch, which deposes a leader that is running.
 *
 * @param clusterId identity that the ledger gets
 * @param epochFloor the new epoch is above this and above the stored one
 * @param records what it will hold
 * @param evenIfNotEmpty whether records that are there are dropped
 */
record Replacement(ClusterId clusterId, long epochFloor, List<StoredRecord> records, boolean evenIfNotEmpty) {

    private static final int ROWS_AT_ONCE = 256;

    /** How it ended. */
    sealed interface End {
        /** Done, under this epoch. */
        record Replaced(long epoch) implements End {}

        /** Not done: the ledger holds records. */
        record NotEmpty(long records) implements End {}
    }

    End apply(Connection connection, Dialect dialect) throws SQLException {
        connection.setAutoCommit(false);
        long stored = number(connection, "SELECT epoch FROM heddle_epoch WHERE id = 1 FOR UPDATE");
        long present = number(connection, "SELECT COUNT(*) FROM heddle_record");
        if (present > 0 && !evenIfNotEmpty) {
            connection.rollback();
            connection.setAutoCommit(true);
            return new End.NotEmpty(present);
        }
        long epoch = Math.max(stored, epochFloor) + 1;
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM heddle_record");
            statement.executeUpdate("UPDATE heddle_epoch SET epoch = " + epoch + " WHERE id = 1");
        }
        Identity.replace(connection, clusterId);
        insert(connection, dialect, epoch);
        connection.commit();
        dialect.makeDurable(connection);
        connection.setAutoCommit(true);
        return new End.Replaced(epoch);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void insert(Connection connection, Dialect dialect, long epoch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(dialect.insertRecord())) {
            int waiting = 0;
            for (StoredRecord record : records) {
                statement.setString(1, record.key().kind().name());
                statement.setString(2, record.key().id());
                statement.setLong(3, record.version());
                statement.setLong(4, epoch);
                statement.setLong(5, Checksum.of(record.key(), record.version(), epoch, record.body()));
                dialect.bindBody(statement, 6, record.body());
                statement.addBatch();
                if (++waiting % ROWS_AT_ONCE == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        }
    }
}
