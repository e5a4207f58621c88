package dev.heddle.coordinator.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;

/** PostgreSQL 15 or newer: what several replicas share. Sessions are found by their {@code application_name}. */
public record PostgresDialect() implements Dialect {

    private static final long SCHEMA_LOCK = 0x4865_6464_6c65L;

    @Override
    public String connectUrl(String url) {
        return url;
    }

    @Override
    public Properties properties(String sessionName) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", sessionName);
        properties.setProperty("connectTimeout", Long.toString(Timeouts.CONNECT.toSeconds()));
        properties.setProperty("loginTimeout", Long.toString(Timeouts.CONNECT.toSeconds()));
        properties.setProperty("socketTimeout", Long.toString(Timeouts.NETWORK.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    /** {@code synchronous_commit} is set because a database or role may have it off, which loses acknowledged commits. */
    @Override
    public void prepare(Connection connection, String sessionName) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = on; SET lock_timeout = " + Timeouts.LOCK.toMillis()
                    + "; SET statement_timeout = " + Timeouts.STATEMENT.toMillis()
                    + "; SET idle_in_transaction_session_timeout = " + Timeouts.IDLE_IN_TRANSACTION.toMillis());
        }
    }

    @Override
    public Optional<String> warning(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW fsync")) {
            boolean off = row.next() && "off".equals(row.getString(1));
            return off
                    ? Optional.of("PostgreSQL runs with fsync=off: a power failure can lose acknowledged grants")
                    : Optional.empty();
        }
    }

    /** A commit is durable when it returns. */
    @Override
    public void makeDurable(Connection connection) {}

    @Override
    public int endSessions(Connection connection, String sessionName) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = ? AND datname = current_database() AND pid <> pg_backend_pid()")) {
            statement.setString(1, sessionName);
            int ended = 0;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ended += rows.getBoolean(1) ? 1 : 0;
                }
            }
            return ended;
        }
    }

    @Override
    public void lockSchema(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            statement.setLong(1, SCHEMA_LOCK);
            statement.execute();
        }
    }

    @Override
    public String schemaFolder() {
        return "postgresql";
    }

    @Override
    public String insertRecord() {
        return "INSERT INTO heddle_record (kind, id, version, epoch, checksum, body) VALUES (?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING";
    }

    @Override
    public void bindBody(PreparedStatement statement, int index, byte[] body) throws SQLException {
        statement.setBytes(index, body);
    }

    @Override
    public byte[] readBody(ResultSet row, int index) throws SQLException {
        return row.getBytes(index);
    }

    @Override
    public boolean exclusive() {
        return false;
    }

    @Override
    public LedgerStartException explain(String shownUrl, SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("");
        if (state.startsWith("28")) {
            return new LedgerStartException(
                    "PostgreSQL at " + shownUrl + " refuses this user or password.",
                    "Check heddle.ledger.user and heddle.ledger.password-file.",
                    e);
        }
        if (state.equals("3D000")) {
            return new LedgerStartException(
                    "PostgreSQL at " + shownUrl + " has no such database.",
                    "Create it (createdb) or correct heddle.ledger.url.",
                    e);
        }
        return LedgerStartException.silent(
                "The ledger's database at " + shownUrl + " does not answer: " + e.getMessage(),
                "Start PostgreSQL or correct heddle.ledger.url.",
                e);
    }
}
