package dev.heddle.sim.chaos;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.RecordCodec;
import dev.heddle.coordinator.engine.port.RecordCodec.UnreadableRecordException;
import dev.heddle.coordinator.jdbc.LedgerDatabase;
import dev.heddle.coordinator.jdbc.Session;
import dev.heddle.coordinator.jdbc.Timeouts;
import dev.heddle.coordinator.ledger.JdbcLedger;
import dev.heddle.coordinator.ledger.JsonRecordCodec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the ledger itself, past every coordinator, and never writes to it. */
final class Watch implements AutoCloseable {

    private static final RecordCodec CODEC = new JsonRecordCodec();

    private final Site site;
    private @Nullable JdbcLedger ledger;
    private @Nullable Session lease;

    Watch(Site site) {
        this.site = site;
    }

    /**
     * One consistent view of the ledger.
     *
     * @param begin when it was asked for
     * @param end when it was there
     * @param contents as stored
     * @param units its units
     * @param computeDomains its ComputeDomains
     * @param unreadable what cannot be read
     */
    record View(
            long begin,
            long end,
            Ledger.Contents contents,
            List<UnitRecord> units,
            List<ComputeDomainRecord> computeDomains,
            List<String> unreadable) {

        /** Every grant with its unit. */
        List<Granted> grants() {
            List<Granted> grants = new ArrayList<>();
            units.forEach(unit -> unit.grants().values().forEach(grant -> grants.add(new Granted(unit, grant))));
            return grants;
        }
    }

    /**
     * A grant.
     *
     * @param unit who grants
     * @param grant what
     */
    record Granted(UnitRecord unit, UnitGrant grant) {}

    /** What the ledger holds now; empty while its database does not answer. */
    Optional<View> look(Journal journal) {
        long begin = journal.now();
        try {
            Ledger.Contents contents = open().load();
            return Optional.of(view(begin, journal.now(), contents));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private JdbcLedger open() {
        JdbcLedger opened = ledger;
        if (opened == null) {
            LedgerDatabase database = LedgerDatabase.open(site.ledgerUrl(), site.credentials(), "heddle-chaos-watch");
            opened = JdbcLedger.open(database, new ClusterId("chaos"));
            ledger = opened;
            lease = new Session(database, "chaos-watch");
        }
        return opened;
    }

    /** Name of the replica whose lease it is, as far as the database says. */
    Optional<String> leader() {
        Session session = lease;
        if (session == null) {
            return Optional.empty();
        }
        try {
            return session.call(Timeouts.CALL, Watch::leader);
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> leader(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT owner FROM heddle_lease WHERE NOT released")) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }

    private static View view(long begin, long end, Ledger.Contents contents) {
        List<UnitRecord> units = new ArrayList<>();
        List<ComputeDomainRecord> computeDomains = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (Ledger.StoredRecord record : contents.records()) {
            try {
                switch (record.key().kind()) {
                    case UNIT -> units.add(CODEC.decodeUnit(record.body()));
                    case COMPUTE_DOMAIN -> computeDomains.add(CODEC.decodeComputeDomain(record.body()));
                }
            } catch (UnreadableRecordException e) {
                unreadable.add(record.key() + ": " + e.getMessage());
            }
        }
        return new View(begin, end, contents, units, computeDomains, unreadable);
    }

    @Override
    public void close() {
        if (ledger != null) {
            ledger.close();
        }
        if (lease != null) {
            lease.close();
        }
    }
}
