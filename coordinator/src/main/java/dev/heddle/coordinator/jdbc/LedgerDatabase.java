package dev.heddle.coordinator.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database that holds the ledger and the lease, as one replica uses it. All its sessions carry one name, under
 * which another replica can end them.
 */
public final class LedgerDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerDatabase.class);

    private final String url;
    private final Credentials credentials;
    private final String sessionName;
    private final Dialect dialect;

    private LedgerDatabase(String url, Credentials credentials, String sessionName) {
        this.url = url;
        this.credentials = credentials;
        this.sessionName = sessionName;
        this.dialect = Dialect.of(url);
    }

    /**
     * Who connects.
     *
     * @param user database user
     * @param password its password, may be empty
     */
    public record Credentials(String user, String password) {

        /** Hides the password. */
        @Override
        public String toString() {
            return user;
        }
    }

    /**
     * Opens the database once, brings its schema up to date and closes it again.
     *
     * @param url JDBC URL
     * @param credentials who connects
     * @param sessionName name of this replica's sessions, unique per process start, at most 63 characters
     * @throws LedgerStartException if it cannot be used
     */
    public static LedgerDatabase open(String url, Credentials credentials, String sessionName) {
        LedgerDatabase database = new LedgerDatabase(url, credentials, sessionName);
        try (Connection connection = database.connectBare()) {
            new Schema(database.dialect, database.shownUrl()).migrate(connection);
            database.dialect.warning(connection).ifPresent(LOG::warn);
        } catch (SQLException e) {
            throw database.dialect.explain(database.shownUrl(), e);
        }
        return database;
    }

    /**
     * The same database for another replica.
     *
     * @param name name of that replica's sessions
     */
    public LedgerDatabase withSessionName(String name) {
        return new LedgerDatabase(url, credentials, name);
    }

    /** Opens a session that carries this replica's session name. */
    public Connection connect() throws SQLException {
        Connection connection = connectBare();
        try {
            dialect.prepare(connection, sessionName);
            return connection;
        } catch (SQLException | RuntimeException e) {
            try (connection) {
                throw e;
            }
        }
    }

    private Connection connectBare() throws SQLException {
        Properties properties = dialect.properties(sessionName);
        properties.setProperty("user", credentials.user());
        properties.setProperty("password", credentials.password());
        return DriverManager.getConnection(dialect.connectUrl(url), properties);
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Name of this replica's sessions. */
    public String sessionName() {
        return sessionName;
    }

    /** The URL without its settings, which may hold a password. */
    public String shownUrl() {
        return url.replaceAll("[;?].*", "");
    }
}
