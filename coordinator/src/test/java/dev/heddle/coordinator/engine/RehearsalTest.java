package dev.heddle.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.engine.port.Ledger;
import java.time.Instant;
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
        cluster.ledger.last = Optional.empty();
        assertThat(rehearse()).isTrue();
        assertThat(cluster.ledger.last).contains(new Ledger.Outcome.Deposed(cluster.ledger.epoch));
        assertThat(cluster.ledger.records).isEqualTo(before);
        cluster.converge();
        assertThat(cluster.phase("running")).contains(Phase.READY);
    }

    @Test
    void aLedgerThatDoesNotAnswerIsNotRehearsedOn() {
        cluster.ledger.silent = true;
        assertThat(rehearse()).isFalse();
        assertThat(cluster.ledger.last).isEmpty();
    }

    private boolean rehearse() {
        try (Reigns reigns = new Reigns(cluster.ledger, cluster.ledger)) {
            return Rehearsal.run(reigns, TestCluster.decider(), () -> Instant.EPOCH);
        }
    }
}
