package dev.heddle.coordinator.ledger;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.jdbc.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** The ledger's cluster id: the first replica's proposal stays. */
final class Identity {

    private static final String NAME = "cluster-id";

    private Identity() {}

    static ClusterId establish(Connection connection, Dialect dialect, ClusterId proposal) throws SQLException {
        Optional<ClusterId> present = read(connection);
        if (present.isPresent()) {
            return present.get();
        }
        try {
            insert(connection, proposal);
            dialect.makeDurable(connection);
        } catch (SQLException e) {
            if (!Dialect.isDataError(e)) {
                throw e;
            }
        }
        return read(connection).orElseThrow(() -> new SQLException("the ledger lost its cluster id"));
    }

    /** Gives the ledger another's identity, as an import does. */
    static void replace(Connection connection, ClusterId id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM heddle_meta WHERE name = '" + NAME + "'");
        }
        insert(connection, id);
    }

    private static void insert(Connection connection, ClusterId id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO heddle_meta (name, content) VALUES (?, ?)")) {
            statement.setString(1, NAME);
            statement.setString(2, id.value());
            statement.executeUpdate();
        }
    }

    private static Optional<ClusterId> read(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT content FROM heddle_meta WHERE name = ?")) {
            statement.setString(1, NAME);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new ClusterId(row.getString(1))) : Optional.empty();
            }
        }
    }
}
