package dev.heddle.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.engine.port.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    private final TestCluster cluster = new TestCluster(1, 4, 4, Optional.empty());

    @Test
    void aRehearsedTakeOverIsRefusedAndChangesNothing() {
        cluster.converge();
        cluster.create("running", 2, 4);
        cluster.converge();
        Map<Ledger.RecordKey, Ledger.StoredRecord> before = Map.copyOf(cluster.ledger.records);
        List<Ledger.Outcome> outcomes = new ArrayList<>();
        assertThat(rehearse(new Watched(cluster.ledger, outcomes))).isTrue();
        assertThat(outcomes).containsExactly(new Ledger.Outcome.Deposed(cluster.ledger.epoch));
        assertThat(cluster.ledger.records).isEqualTo(before);
        cluster.converge();
        assertThat(cluster.phase("running")).contains(Phase.READY);
    }

    @Test
    void aLedgerThatDoesNotAnswerIsNotRehearsedOn() {
        assertThat(rehearse(new Silent())).isFalse();
    }

    private boolean rehearse(Ledger ledger) {
        try (Reigns reigns = new Reigns(ledger, cluster.ledger)) {
            return Rehearsal.run(reigns, TestCluster.decider(), () -> Instant.EPOCH);
        }
    }

    /** Keeps what the ledger answers. */
    private record Watched(Ledger ledger, List<Outcome> outcomes) implements Ledger {

        @Override
        public ClusterId clusterId() {
            return ledger.clusterId();
        }

        @Override
        public Contents load() {
            return ledger.load();
        }

        @Override
        public Optional<StoredRecord> read(RecordKey key) {
            return ledger.read(key);
        }

        @Override
        public Outcome commit(long epoch, List<Write> writes) {
            Outcome outcome = ledger.commit(epoch, writes);
            outcomes.add(outcome);
            return outcome;
        }
    }

    private static final class Silent implements Ledger {

        @Override
        public ClusterId clusterId() {
            return new ClusterId("silent");
        }

        @Override
        public Contents load() {
            throw new LedgerUnavailableException("no answer", new IllegalStateException());
        }

        @Override
        public Optional<StoredRecord> read(RecordKey key) {
            throw new IllegalStateException();
        }

        @Override
        public Outcome commit(long epoch, List<Write> writes) {
            throw new IllegalStateException();
        }
    }
}
