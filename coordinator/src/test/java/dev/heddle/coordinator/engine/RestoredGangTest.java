package dev.heddle.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.StoredRecord;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gang of a ledger that was set back, some of whose nodes hold something newer. */
class RestoredGangTest {

    private final TestCluster cluster = new TestCluster(1, 4, 4, Optional.empty());

    @AfterEach
    void nothingWasEverGrantedTwice() {
        assertThat(cluster.violations).isEmpty();
    }

    @Test
    void aGangThatWasFormingAtTheBackupAndLostAMemberToWhatIsHeldStartsOver() {
        cluster.converge();
        cluster.create("forming", 2, 4);
        Map<RecordKey, StoredRecord> backup = Map.copyOf(cluster.ledger.records);
        cluster.converge();
        cluster.delete("forming");
        cluster.converge();
        createOnTheSecondChannel("one");
        restore(backup);
        cluster.report(holder());
        assertThat(cluster.phase("forming")).contains(Phase.PENDING);
        cluster.converge();
        assertThat(cluster.phase("forming")).contains(Phase.READY);
        assertThat(cluster.core
                        .committed()
                        .unitOf(cluster.agent(0, 0).node)
                        .orElseThrow()
                        .unit()
                        .grants()
                        .values())
                .extracting(grant -> grant.members().size())
                .containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void aGangThatWasReadyAtTheBackupAndLostAMemberToWhatIsHeldIsDegradedUntilItIsDeleted() {
        cluster.converge();
        cluster.create("ready", 2, 4);
        cluster.converge();
        Map<RecordKey, StoredRecord> backup = Map.copyOf(cluster.ledger.records);
        cluster.delete("ready");
        cluster.converge();
        createOnTheSecondChannel("one");
        restore(backup);
        cluster.report(holder());
        assertThat(cluster.phase("ready")).contains(Phase.DEGRADED);
        cluster.converge();
        assertThat(cluster.phase("ready")).contains(Phase.DEGRADED);
        cluster.delete("ready");
        cluster.converge();
        assertThat(cluster.phase("ready")).isEmpty();
    }

    @Test
    void oneThatGaveBackAtTheBackupAndGivesWayToWhatIsHeldIsGone() {
        cluster.converge();
        cluster.create("ending", 2, 4);
        cluster.converge();
        cluster.delete("ending");
        Map<RecordKey, StoredRecord> backup = Map.copyOf(cluster.ledger.records);
        cluster.converge();
        cluster.create("next", 2, 4);
        cluster.converge();
        restore(backup);
        cluster.converge();
        assertThat(cluster.phase("ending")).isEmpty();
        assertThat(cluster.core.committed().computeDomains().size()).isEqualTo(1);
    }

    @Test
    void whatIsFoundOfOneThatIsBeingDeletedIsGivenBackToo() {
        cluster.converge();
        Map<RecordKey, StoredRecord> backup = Map.copyOf(cluster.ledger.records);
        cluster.create("lost", 2, 4);
        cluster.converge();
        restore(backup);
        cluster.report(holder());
        String orphan = cluster.core
                .committed()
                .computeDomains()
                .iterator()
                .next()
                .value()
                .computeDomain()
                .name()
                .value();
        cluster.delete(orphan);
        cluster.converge();
        assertThat(cluster.core.committed().computeDomains().size()).isZero();
        assertThat(cluster.agents).allMatch(agent -> agent.held.isEmpty());
    }

    private void createOnTheSecondChannel(String name) {
        cluster.create("other", 1, 1);
        cluster.converge();
        cluster.create(name, 1, 4);
        cluster.converge();
        cluster.delete("other");
        cluster.converge();
    }

    private void restore(Map<RecordKey, StoredRecord> backup) {
        cluster.ledger.records.clear();
        cluster.ledger.records.putAll(backup);
        cluster.elect();
        cluster.commit();
        cluster.agents.forEach(agent -> agent.session++);
    }

    private TestAgent holder() {
        return cluster.agents.stream()
                .filter(agent -> !agent.held.isEmpty())
                .findFirst()
                .orElseThrow();
    }
}
