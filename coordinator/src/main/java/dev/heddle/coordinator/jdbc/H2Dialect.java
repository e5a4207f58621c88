package dev.heddle.coordinator.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * H2 2.4. Sessions are found through the table {@code heddle_session}, in which each enters itself.
 *
 * <p>Durable means after {@code CHECKPOINT SYNC}: with {@code WRITE_DELAY=0} alone a commit reaches the operating
 * system but is not synced, and with the default delay not even that. {@code RETENTION_TIME} says how long space that
 * is no longer used is kept; its default of 45 s lets the file grow to hundreds of megabytes under load. As every
 * change is followed by a sync before the next, a second is enough.
 *
 * @param mode how the database is reached
 */
public record H2Dialect(Mode mode) implements Dialect {

    /** Milliseconds that unused parts of the file are kept. */
    static final int RETENTION_MILLIS = 1000;

    /** H2's largest binary value; a record is stored as an array of such parts. */
    private static final int PART_BYTES = 1 << 20;

    private static final int ALREADY_OPEN = 90020;
    private static final int WRONG_PASSWORD = 28000;
    private static final List<Integer> CORRUPT = List.of(90030, 90048, 90049, 50000, 90031, 90028, 90131);

    /** How an H2 database is reached. */
    public enum Mode {
        /** A file of this process. */
        FILE,
        /** A server. */
        SERVER,
        /** Memory of this process: for tests, nothing lasts. */
        MEMORY;

        static Mode of(String url) {
            if (url.startsWith("jdbc:h2:mem:")) {
                return MEMORY;
            }
            return url.startsWith("jdbc:h2:tcp:") || url.startsWith("jdbc:h2:ssl:") ? SERVER : FILE;
        }
    }

    @Override
    public String connectUrl(String url) {
        StringBuilder full = new StringBuilder(url);
        append(full, "WRITE_DELAY", "0");
        append(full, "RETENTION_TIME", Integer.toString(RETENTION_MILLIS));
        append(full, "LOCK_TIMEOUT", Long.toString(Timeouts.LOCK.toMillis()));
        append(full, "DB_CLOSE_ON_EXIT", "FALSE");
        if (mode == Mode.SERVER) {
            append(full, "NETWORK_TIMEOUT", Long.toString(Timeouts.NETWORK.toMillis()));
        }
        return full.toString();
    }

    private static void append(StringBuilder url, String setting, String value) {
        if (!url.toString().toUpperCase(Locale.ROOT).contains(";" + setting + "=")) {
            url.append(';').append(setting).append('=').append(value);
        }
    }

    @Override
    public Properties properties(String sessionName) {
        return new Properties();
    }

    /** Session numbers start again when the database is opened anew: an entry under our number is an old one. */
    @Override
    public void prepare(Connection connection, String sessionName) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM heddle_session WHERE session_id NOT IN"
                    + " (SELECT session_id FROM INFORMATION_SCHEMA.SESSIONS)");
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "MERGE INTO heddle_session (session_id, name) KEY (session_id) VALUES (SESSION_ID(), ?)")) {
            statement.setString(1, sessionName);
            statement.executeUpdate();
        }
    }

    @Override
    public Optional<String> warning(Connection connection) {
        return mode == Mode.MEMORY
                ? Optional.of("The ledger is in memory: nothing survives this process")
                : Optional.empty();
    }

    @Override
    public void makeDurable(Connection connection) throws SQLException {
        if (mode == Mode.MEMORY) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
    }

    @Override
    public int endSessions(Connection connection, String sessionName) throws SQLException {
        List<Integer> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT h.session_id FROM heddle_session h JOIN INFORMATION_SCHEMA.SESSIONS s"
                        + " ON s.session_id = h.session_id WHERE h.name = ? AND h.session_id <> SESSION_ID()")) {
            statement.setString(1, sessionName);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getInt(1));
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT ABORT_SESSION(?)")) {
            for (int session : found) {
                statement.setInt(1, session);
                statement.executeQuery().close();
            }
        }
        return found.size();
    }

    /** Definition statements commit by themselves in H2, so no lock would last; the scripts can be repeated instead. */
    @Override
    public void lockSchema(Connection connection) {}

    @Override
    public String schemaFolder() {
        return "h2";
    }

    @Override
    public String insertRecord() {
        return "MERGE INTO heddle_record t USING (SELECT CAST(? AS VARCHAR(32)) AS kind, CAST(? AS VARCHAR(256)) AS id,"
                + " CAST(? AS BIGINT) AS version, CAST(? AS BIGINT) AS epoch, CAST(? AS BIGINT) AS checksum,"
                + " CAST(? AS BINARY VARYING(" + PART_BYTES + ") ARRAY[8]) AS body) s"
                + " ON t.kind = s.kind AND t.id = s.id WHEN NOT MATCHED THEN"
                + " INSERT (kind, id, version, epoch, checksum, body)"
                + " VALUES (s.kind, s.id, s.version, s.epoch, s.checksum, s.body)";
    }

    @Override
    public void bindBody(PreparedStatement statement, int index, byte[] body) throws SQLException {
        int parts = Math.max(1, (body.length + PART_BYTES - 1) / PART_BYTES);
        byte[][] split = new byte[parts][];
        for (int i = 0; i < parts; i++) {
            split[i] = Arrays.copyOfRange(body, i * PART_BYTES, Math.min(body.length, (i + 1) * PART_BYTES));
        }
        statement.setObject(index, split);
    }

    @Override
    public byte[] readBody(ResultSet row, int index) throws SQLException {
        Object[] parts = (Object[]) row.getArray(index).getArray();
        int length =
                Arrays.stream(parts).mapToInt(part -> ((byte[]) part).length).sum();
        byte[] body = new byte[length];
        int at = 0;
        for (Object part : parts) {
            byte[] bytes = (byte[]) part;
            System.arraycopy(bytes, 0, body, at, bytes.length);
            at += bytes.length;
        }
        return body;
    }

    @Override
    public boolean exclusive() {
        return mode == Mode.FILE;
    }

    @Override
    public LedgerStartException explain(String shownUrl, SQLException e) {
        return switch (e.getErrorCode()) {
            case ALREADY_OPEN ->
                new LedgerStartException(
                        "Another process has the ledger at " + shownUrl + " open.",
                        "Stop the other coordinator, or give this one a data folder of its own"
                                + " (heddle.ledger.data).",
                        e);
            case WRONG_PASSWORD ->
                new LedgerStartException(
                        "The ledger at " + shownUrl + " was made with another user or password.",
                        "Set heddle.ledger.user and heddle.ledger.password-file to what it was made with.",
                        e);
            default ->
                mode == Mode.SERVER && !CORRUPT.contains(e.getErrorCode())
                        ? silent(shownUrl, e)
                        : unreadable(shownUrl, e);
        };
    }

    private static LedgerStartException silent(String shownUrl, SQLException e) {
        return LedgerStartException.silent(
                "The ledger's H2 server at " + shownUrl + " does not answer: " + firstLine(e),
                "Start it or correct heddle.ledger.url.",
                e);
    }

    private static LedgerStartException unreadable(String shownUrl, SQLException e) {
        String what = CORRUPT.contains(e.getErrorCode()) ? "is damaged" : "cannot be opened";
        return new LedgerStartException(
                "The ledger at " + shownUrl + " " + what + ": " + firstLine(e),
                "Move the file away and restore an export (heddle ledger import), or check the folder's permissions"
                        + " and free space.",
                e);
    }

    private static String firstLine(SQLException e) {
        return Optional.ofNullable(e.getMessage())
                .map(text -> text.lines().limit(1).collect(Collectors.joining()))
                .orElse("error " + e.getErrorCode());
    }
}
