package dev.heddle.coordinator.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/** What differs between the databases that can hold a ledger. */
public sealed interface Dialect permits H2Dialect, PostgresDialect {

    /**
     * The dialect of a JDBC URL.
     *
     * @throws LedgerStartException if no supported database has such a URL
     */
    static Dialect of(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return new PostgresDialect();
        }
        if (url.startsWith("jdbc:h2:")) {
            return new H2Dialect(H2Dialect.Mode.of(url));
        }
        throw new LedgerStartException(
                "The ledger's URL names no supported database.",
                "Set heddle.ledger.url to jdbc:postgresql://HOST/DATABASE, jdbc:h2:tcp://HOST/NAME or jdbc:h2:file:PATH.");
    }

    /** The given URL with the settings that the ledger depends on. */
    String connectUrl(String url);

    /** Connection properties besides user and password. */
    Properties properties(String sessionName);

    /** Sets the session's timeouts and makes it findable under {@code sessionName}. */
    void prepare(Connection connection, String sessionName) throws SQLException;

    /** Called once per program start: something about this database that a person should know. */
    Optional<String> warning(Connection connection) throws SQLException;

    /** Returns once everything committed so far is on stable storage. */
    void makeDurable(Connection connection) throws SQLException;

    /**
     * Ends every session of that name, whatever it is doing; its transactions are rolled back.
     *
     * @return how many there were
     */
    int endSessions(Connection connection, String sessionName) throws SQLException;

    /** Holds off other replicas that migrate the schema, until the transaction ends, where the database can. */
    void lockSchema(Connection connection) throws SQLException;

    /** Resource folder of the schema's scripts. */
    String schemaFolder();

    /**
     * Statement that inserts a record if its key is free: parameters kind, id, version, epoch, checksum, body.
     * Its row count tells whether it did.
     */
    String insertRecord();

    /** Binds the bytes of a record. */
    void bindBody(PreparedStatement statement, int index, byte[] body) throws SQLException;

    /** Reads the bytes of a record. */
    byte[] readBody(ResultSet row, int index) throws SQLException;

    /** Whether only one process at a time can have this database open. */
    boolean exclusive();

    /** Whether a row lock was not obtained in time. */
    static boolean isLockTimeout(SQLException e) {
        return "55P03".equals(e.getSQLState()) || "HYT00".equals(e.getSQLState()) || "40001".equals(e.getSQLState());
    }

    /** Whether the database refused the data, as opposed to not answering: SQLSTATE classes 22, 23 and 54. */
    static boolean isDataError(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }

    /** What to tell a person when the first connection fails. */
    LedgerStartException explain(String shownUrl, SQLException e);
}
