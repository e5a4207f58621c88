package dev.heddle.coordinator.ledger;

import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.Verdict;
import dev.heddle.coordinator.engine.port.Ledger.Write;
import dev.heddle.coordinator.jdbc.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Compare-and-sets inside one transaction that holds the epoch row. */
final class RecordWriter {

    private static final String UPDATE =
            "UPDATE heddle_record SET version = ?, epoch = ?, checksum = ?, body = ? WHERE kind = ? AND id = ? AND version = ?";
    private static final String DELETE = "DELETE FROM heddle_record WHERE kind = ? AND id = ? AND version = ?";
    private static final Verdict COMMITTED = new Verdict.Committed();

    private final Connection connection;
    private final Dialect dialect;
    private final long epoch;

    RecordWriter(Connection connection, Dialect dialect, long epoch) {
        this.connection = connection;
        this.dialect = dialect;
        this.epoch = epoch;
    }

    /** Binds one write to a statement. */
    private interface Binder {
        void bind(PreparedStatement statement, Write write) throws SQLException;
    }

    /** Tries each write; verdicts in their order, true once the transaction is committed. */
    List<Verdict> write(List<Write> writes) throws SQLException {
        Verdict[] verdicts = new Verdict[writes.size()];
        for (int i = 0; i < verdicts.length; i++) {
            int at = i;
            Batch.unstorable(writes.get(i)).ifPresent(reason -> verdicts[at] = new Verdict.Refused(reason));
        }
        batch(writes, verdicts, RecordWriter::isInsert, dialect.insertRecord(), this::bindInsert);
        batch(writes, verdicts, RecordWriter::isUpdate, UPDATE, this::bindUpdate);
        batch(writes, verdicts, write -> write.body().isEmpty(), DELETE, RecordWriter::bindDelete);
        return List.copyOf(Arrays.asList(verdicts));
    }

    private static boolean isInsert(Write write) {
        return write.body().isPresent() && write.expectedVersion() == 0;
    }

    private static boolean isUpdate(Write write) {
        return write.body().isPresent() && write.expectedVersion() > 0;
    }

    private void batch(List<Write> writes, Verdict[] verdicts, Predicate<Write> kind, String sql, Binder binder)
            throws SQLException {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < verdicts.length; i++) {
            if (verdicts[i] == null && kind.test(writes.get(i))) {
                chosen.add(i);
            }
        }
        if (chosen.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i : chosen) {
                binder.bind(statement, writes.get(i));
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            for (int k = 0; k < counts.length; k++) {
                int at = chosen.get(k);
                verdicts[at] =
                        counts[k] == 1 ? COMMITTED : conflict(writes.get(at).key());
            }
        }
    }

    private void bindInsert(PreparedStatement statement, Write write) throws SQLException {
        byte[] body = write.body().orElseThrow();
        bindKey(statement, 1, write.key());
        statement.setLong(3, write.newVersion());
        statement.setLong(4, epoch);
        statement.setLong(5, Checksum.of(write.key(), write.newVersion(), epoch, body));
        dialect.bindBody(statement, 6, body);
    }

    private void bindUpdate(PreparedStatement statement, Write write) throws SQLException {
        byte[] body = write.body().orElseThrow();
        statement.setLong(1, write.newVersion());
        statement.setLong(2, epoch);
        statement.setLong(3, Checksum.of(write.key(), write.newVersion(), epoch, body));
        dialect.bindBody(statement, 4, body);
        bindKey(statement, 5, write.key());
        statement.setLong(7, write.expectedVersion());
    }

    private static void bindDelete(PreparedStatement statement, Write write) throws SQLException {
        bindKey(statement, 1, write.key());
        statement.setLong(3, write.expectedVersion());
    }

    private static void bindKey(PreparedStatement statement, int index, RecordKey key) throws SQLException {
        statement.setString(index, key.kind().name());
        statement.setString(index + 1, key.id());
    }

    private Verdict conflict(RecordKey key) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT version FROM heddle_record WHERE kind = ? AND id = ?")) {
            bindKey(statement, 1, key);
            try (ResultSet row = statement.executeQuery()) {
                return new Verdict.Conflict(row.next() ? row.getLong(1) : 0);
            }
        }
    }
}
