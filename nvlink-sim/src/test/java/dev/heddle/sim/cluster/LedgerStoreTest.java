package dev.heddle.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.LedgerUnavailableException;
import dev.heddle.coordinator.engine.port.Ledger.Outcome;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.Write;
import dev.heddle.sim.virtual.Delays;
import dev.heddle.sim.virtual.Host;
import dev.heddle.sim.virtual.VirtualNetwork;
import dev.heddle.sim.virtual.VirtualProcess;
import dev.heddle.sim.virtual.VirtualTime;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A commit that its writer has given up is a transaction that holds the epoch's row, as in a database. */
class LedgerStoreTest {

    private static final Duration LATEST = Duration.ofSeconds(20);

    private final VirtualTime time = new VirtualTime(1);
    private final VirtualNetwork network = new VirtualNetwork(time, Delays.DATA_CENTRE);
    private final LedgerStore store = new LedgerStore(time);
    private final LedgerSession writer = session("writer");
    private final LedgerSession other = session("other");

    private LedgerSession session(String name) {
        VirtualProcess process = new VirtualProcess(time, new Host(name), name);
        return new LedgerSession(store, process, network.links(), new CallPoints(process, () -> {}));
    }

    private static List<Write> insert(String unit) {
        UnitRecord record = UnitRecord.empty(new UnitId(unit), ClusterUuid.NONE);
        return List.of(
                new Write(new RecordKey(Kind.UNIT, unit), 0, 1, Optional.of(new RememberingCodec().encode(record))));
    }

    @Test
    void nobodyCommitsBeforeALateCommitHasLanded() {
        store.faults().commitLate(1, LATEST);
        assertThat(writer.commit(0, insert("late"))).isInstanceOf(Outcome.Unknown.class);

        assertThatThrownBy(() -> writer.commit(0, insert("next"))).isInstanceOf(LedgerUnavailableException.class);
        assertThatThrownBy(() -> other.commit(0, insert("next"))).isInstanceOf(LedgerUnavailableException.class);
        assertThat(store.rows()).isEmpty();

        time.run(LATEST);
        assertThat(store.rows()).hasSize(1);
        assertThat(other.commit(0, insert("next"))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void lateCommitOfASessionThatIsEndedNeverLands() throws SQLException {
        store.faults().commitLate(1, LATEST);
        writer.commit(0, insert("late"));

        assertThat(other.endSessions(writer.sessionName())).isEqualTo(1);
        assertThat(other.commit(0, insert("next"))).isInstanceOf(Outcome.Done.class);
        time.run(LATEST);

        assertThat(store.rows()).containsOnlyKeys(new RecordKey(Kind.UNIT, "next"));
    }

    @Test
    void whatWasOpenWhenTheDatabaseWasRestoredOrMendedNeverLands() {
        store.faults().commitLate(2, LATEST);
        writer.commit(0, insert("late"));
        store.restore(store.snapshot());
        writer.commit(store.epoch(), insert("later"));
        store.faults().mend();
        time.run(LATEST);

        assertThat(store.rows()).isEmpty();
        assertThat(writer.commit(store.epoch(), insert("next"))).isInstanceOf(Outcome.Done.class);
    }
}
