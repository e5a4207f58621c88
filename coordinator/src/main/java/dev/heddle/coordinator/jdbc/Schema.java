package dev.heddle.coordinator.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/**
 * Brings the tables up to date: numbered scripts {@code ledger-schema/DIALECT/NNN.sql}, each run once, in order.
 * Scripts must be repeatable, as not every database can undo definitions. A newer schema is refused.
 */
final class Schema {

    /** Version of the schema that this program reads and writes. */
    static final int LATEST = 1;

    /** Replicas that start at once on an empty database get into each other's way at most so often. */
    private static final int MAX_ATTEMPTS = 8;

    private final Dialect dialect;
    private final String shownUrl;
    private final int latest;
    private final String scripts;

    Schema(Dialect dialect, String shownUrl) {
        this(dialect, shownUrl, LATEST, "/ledger-schema");
    }

    /**
     * The schema of a program that knows versions up to {@code latest}.
     *
     * @param scripts folder of resources with a folder for each dialect
     */
    Schema(Dialect dialect, String shownUrl, int latest, String scripts) {
        this.dialect = dialect;
        this.shownUrl = shownUrl;
        this.latest = latest;
        this.scripts = scripts;
    }

    /**
     * Runs what has not been run.
     *
     * @throws LedgerStartException if the schema is newer than what this program knows
     */
    void migrate(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        for (int attempt = 1; ; attempt++) {
            try {
                migrateOnce(connection);
                return;
            } catch (SQLException e) {
                connection.rollback();
                if (attempt == MAX_ATTEMPTS || !Dialect.isLockTimeout(e) && !isRace(e)) {
                    throw e;
                }
            }
        }
    }

    /** Another replica made the same table, row or key meanwhile. */
    private static boolean isRace(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("23") || state.startsWith("42S") || state.equals("42P07");
    }

    private void migrateOnce(Connection connection) throws SQLException {
        dialect.lockSchema(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS heddle_schema (version INTEGER PRIMARY KEY)");
        }
        int current = current(connection);
        if (current > latest) {
            throw newer(current);
        }
        for (int version = current + 1; version <= latest; version++) {
            run(connection, version);
        }
        connection.commit();
        dialect.makeDurable(connection);
    }

    private LedgerStartException newer(int current) {
        return new LedgerStartException(
                "The ledger at " + shownUrl + " has schema version " + current
                        + ", and this program knows versions up to " + latest + ".",
                "Start the newer Heddle that wrote it; to go back for good, export the ledger with that one"
                        + " (heddle ledger export) and import it here into an empty ledger (heddle ledger import).");
    }

    private static int current(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM heddle_schema")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void run(Connection connection, int version) throws SQLException {
        for (String sql : script(version)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
        try (PreparedStatement done = connection.prepareStatement("INSERT INTO heddle_schema (version) VALUES (?)")) {
            done.setInt(1, version);
            done.executeUpdate();
        }
    }

    private List<String> script(int version) {
        String name = "%s/%s/%03d.sql".formatted(scripts, dialect.schemaFolder(), version);
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
            return Arrays.stream(text.split(";"))
                    .map(String::strip)
                    .filter(sql -> !sql.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("unreadable resource " + name, e);
        }
    }
}
