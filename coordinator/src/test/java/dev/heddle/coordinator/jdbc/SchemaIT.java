package dev.heddle.coordinator.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.heddle.coordinator.jdbc.LedgerDatabase.Credentials;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger of this program under one that knows a further version of the schema, and under this one again. */
class SchemaIT {

    private static final int NEXT = Schema.LATEST + 1;

    @TempDir
    private Path folder;

    @Test
    void olderSchemaIsBroughtUpAndKeepsItsRecords() throws SQLException {
        try (Connection connection = filled()) {
            next().migrate(connection);

            assertThat(text(connection, "SELECT MAX(version) FROM heddle_schema"))
                    .isEqualTo("" + NEXT);
            assertThat(text(connection, "SELECT id || ' ' || note FROM heddle_record"))
                    .isEqualTo("unit-1 old");
            assertThat(text(connection, "SELECT epoch FROM heddle_epoch")).isEqualTo("7");
        }
    }

    @Test
    void scriptsThatWereRunAreNotRunAgain() throws SQLException {
        try (Connection connection = filled()) {
            next().migrate(connection);
            execute(connection, "UPDATE heddle_record SET note = 'new'");
            next().migrate(connection);

            assertThat(text(connection, "SELECT COUNT(*) FROM heddle_schema")).isEqualTo("" + NEXT);
            assertThat(text(connection, "SELECT note FROM heddle_record")).isEqualTo("new");
        }
    }

    @Test
    void formerProgramRefusesTheNewerSchemaNamesTheWayBackAndChangesNothing() throws SQLException {
        try (Connection connection = filled()) {
            next().migrate(connection);
        }

        assertThatExceptionOfType(LedgerStartException.class)
                .isThrownBy(this::open)
                .withMessageContaining("schema version " + NEXT)
                .satisfies(e -> assertThat(e.action()).contains("heddle ledger export", "heddle ledger import"));

        try (Connection connection = bare()) {
            assertThat(text(connection, "SELECT id || ' ' || note FROM heddle_record"))
                    .isEqualTo("unit-1 old");
        }
    }

    private Schema next() {
        return new Schema(Dialect.of(LedgerSettings.fileUrl(folder)), "the ledger", NEXT, "/ledger-schema-next");
    }

    private LedgerDatabase open() {
        return LedgerDatabase.open(LedgerSettings.fileUrl(folder), new Credentials("heddle", ""), "heddle-test");
    }

    /** A ledger as this program makes it, with a record in it. */
    private Connection filled() throws SQLException {
        Connection connection = open().connect();
        execute(
                connection,
                "INSERT INTO heddle_record (kind, id, version, epoch, checksum, body)"
                        + " VALUES ('UNIT', 'unit-1', 1, 7, 0, ARRAY[X'00'])");
        execute(connection, "UPDATE heddle_epoch SET epoch = 7");
        return connection;
    }

    private Connection bare() throws SQLException {
        Dialect dialect = Dialect.of(LedgerSettings.fileUrl(folder));
        Properties properties = dialect.properties("heddle-test");
        properties.setProperty("user", "heddle");
        properties.setProperty("password", "");
        return DriverManager.getConnection(dialect.connectUrl(LedgerSettings.fileUrl(folder)), properties);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
