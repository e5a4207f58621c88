package dev.heddle.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.DesiredState;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A ledger that was set back, or that has a record nobody can read. */
class DoubtfulLedgerTest {

    private final TestCluster cluster = new TestCluster(2, 4, 4, Optional.empty());

    @AfterEach
    void nothingWasEverGrantedTwice() {
        assertThat(cluster.violations).isEmpty();
    }

    @Test
    void nodesOfAnUnreadableUnitAreNotAdoptedAnewAndItsComputeDomainLivesOn() {
        cluster.converge();
        cluster.create("kept", 4, 4);
        cluster.converge();
        UnitState unit = unitOf("kept");
        Map<RecordKey, StoredRecord> sound = Map.copyOf(cluster.ledger.records);
        spoil(unit);
        changeLeader();
        cluster.converge();
        assertThat(cluster.core.committed().units().size()).isEqualTo(1);
        assertThat(cluster.phase("kept")).contains(Phase.DEGRADED);
        assertThat(cluster.agents.stream().filter(agent -> !agent.held.isEmpty()))
                .hasSize(4);
        assertThat(cluster.create("next", 4, 4)).isInstanceOf(Reply.Created.class);
        cluster.converge();
        assertThat(cluster.phase("next")).contains(Phase.READY);

        cluster.ledger.records.put(key(unit), sound.get(key(unit)));
        changeLeader();
        cluster.converge();
        assertThat(cluster.phase("kept")).contains(Phase.READY);
    }

    @Test
    void deletingWhatAnUnreadableUnitMayGrantErasesNothing() {
        cluster.converge();
        cluster.create("kept", 4, 4);
        cluster.converge();
        spoil(unitOf("kept"));
        changeLeader();
        cluster.delete("kept");
        cluster.converge();
        assertThat(cluster.phase("kept")).contains(Phase.RELEASING);
    }

    @Test
    void aNodeThatRebootedAfterTheBackupProvesAnOlderLedgerToo() {
        cluster.converge();
        Map<RecordKey, StoredRecord> backup = Map.copyOf(cluster.ledger.records);
        cluster.create("later", 4, 4);
        cluster.converge();
        restore(backup);
        TestAgent rebooted = holder();
        rebooted.reboot();
        cluster.report(rebooted);
        assertThat(cluster.core
                        .committed()
                        .unitOf(rebooted.node)
                        .orElseThrow()
                        .unit()
                        .behind())
                .isNotEmpty();
        assertThat(cluster.create("other", 4, 4)).isInstanceOf(Reply.Created.class);
        cluster.converge();
        assertThat(phases()).containsExactlyInAnyOrder(Phase.ORPHANED, Phase.READY);
    }

    @Test
    void aNodeThatRebootedSinceTheBackupIsToldSomethingAfterItsOnlyWord() {
        cluster.converge();
        Map<RecordKey, StoredRecord> backup = Map.copyOf(cluster.ledger.records);
        TestAgent rebooted = cluster.agent(0, 0);
        rebooted.reboot();
        cluster.converge();
        restore(backup);
        cluster.agents.forEach(cluster::report);
        assertThat(DesiredState.of(cluster.core.committed(), rebooted.node)).isPresent();
    }

    @Test
    void aNodeThatCameBackFromAFenceSinceTheBackupIsHeardThoughItsUnitWaitsForOthersOnly() {
        cluster.converge();
        TestAgent fenced = fenced();
        Map<RecordKey, StoredRecord> backup = Map.copyOf(cluster.ledger.records);
        comesBack(fenced);
        cluster.converge();
        cluster.create("a", 4, 4);
        cluster.create("b", 4, 4);
        cluster.converge();
        restore(backup);
        cluster.report(cluster.agent(0, 1));
        cluster.report(fenced);
        cluster.report(cluster.agent(0, 2));
        cluster.report(cluster.agent(0, 3));
        UnitState unit = cluster.core.committed().unitOf(fenced.node).orElseThrow();
        assertThat(unit.unit().behind()).isEmpty();
        assertThat(unit.unit().grants().values())
                .allSatisfy(grant -> assertThat(grant.members()).containsKey(fenced.node));
        cluster.converge();
        assertThat(phases()).containsExactly(Phase.ORPHANED, Phase.ORPHANED);
        assertThat(fenced.held).hasSize(1);
    }

    @Test
    void nodesThatWereHeardAndHaveNothingNewToSayAreNotWaitedForWhenALateOneProvesAnOlderLedger() {
        cluster.converge();
        TestAgent fenced = fenced();
        Map<RecordKey, StoredRecord> backup = Map.copyOf(cluster.ledger.records);
        comesBack(fenced);
        cluster.converge();
        restore(backup);
        for (int other = 1; other <= 3; other++) {
            cluster.report(cluster.agent(0, other));
        }

        cluster.report(fenced);

        UnitState unit = cluster.core.committed().unitOf(fenced.node).orElseThrow();
        assertThat(unit.unit().behind()).isEmpty();
    }

    @Test
    void aFenceInARestoredLedgerFreesNothing() {
        cluster.converge();
        cluster.create("kept", 4, 4);
        cluster.converge();
        TestAgent fenced = fenced();
        Map<RecordKey, StoredRecord> backup = Map.copyOf(cluster.ledger.records);
        comesBack(fenced);
        cluster.agent(0, 1).reboot();
        cluster.converge();
        assertThat(fenced.held).hasSize(1);
        restore(backup);
        cluster.report(cluster.agent(0, 1));

        cluster.delete("kept");

        UnitState unit = cluster.core.committed().unitOf(fenced.node).orElseThrow();
        assertThat(unit.unit().grants().values())
                .allSatisfy(grant -> assertThat(grant.members()).containsKey(fenced.node));
        cluster.converge();
        assertThat(phases()).isEmpty();
        assertThat(fenced.held).isEmpty();
    }

    @Test
    void nodesOfADoubtedUnitAreAllToldOnceTheLastIsHeard() {
        cluster.converge();
        Map<RecordKey, StoredRecord> backup = Map.copyOf(cluster.ledger.records);
        cluster.create("later", 4, 4);
        cluster.converge();
        restore(backup);
        cluster.converge();
        ComputeDomainRecord orphan = cluster.core
                .committed()
                .computeDomains()
                .values()
                .iterator()
                .next()
                .computeDomain();
        assertThat(orphan.phase()).isEqualTo(Phase.ORPHANED);
        assertThat(orphan.spec().gang().nodes()).isEqualTo(4);
        assertThat(orphan.createdAt()).isEqualTo(cluster.now);
    }

    @Test
    void whatIsHeldWinsOverTheStaleGrantOfTheSameGpusAndChannel() {
        cluster.converge();
        cluster.create("stale", 4, 4);
        cluster.converge();
        Map<RecordKey, StoredRecord> backup = Map.copyOf(cluster.ledger.records);
        cluster.delete("stale");
        cluster.converge();
        cluster.create("first", 4, 4);
        cluster.create("second", 4, 4);
        cluster.converge();
        restore(backup);
        cluster.converge();
        assertThat(phases()).containsExactlyInAnyOrder(Phase.DEGRADED, Phase.ORPHANED, Phase.ORPHANED);
        assertThat(cluster.phase("stale")).contains(Phase.DEGRADED);
        cluster.delete("stale");
        assertThat(cluster.phase("stale")).isEmpty();
    }

    @Test
    void aLeaderThatLearnsOfALaterLeaderBelievesNoRecordBeforeItsNodesAreHeard() {
        cluster.converge();
        cluster.elect();
        cluster.core.submit(new Command.TakeOver(true), reply -> {});
        cluster.commit();
        for (UnitState unit : cluster.core.committed().units().values()) {
            assertThat(unit.unit().behind()).hasSize(4);
        }
        changeSessions();
        cluster.converge();
        for (UnitState unit : cluster.core.committed().units().values()) {
            assertThat(unit.unit().behind()).isEmpty();
        }
    }

    @Test
    void aNodeWhoseWordIsWaitedForIsForgottenOnlyOnceItIsFenced() {
        cluster.converge();
        cluster.elect();
        cluster.core.submit(new Command.TakeOver(true), reply -> {});
        cluster.commit();
        TestAgent silent = cluster.agent(0, 0);
        assertThat(cluster.ask(new Command.Forget(silent.node)))
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(Reply.Code.IN_USE));
        cluster.ask(new Command.Fence(silent.node));
        assertThat(cluster.ask(new Command.Forget(silent.node))).isInstanceOf(Reply.Done.class);
    }

    @Test
    void aCreateWhoseUnitsWriteConflictsIsNotLeftHalfGranted() {
        cluster.converge();
        for (UnitState unit : cluster.core.committed().units().values()) {
            StoredRecord record = Objects.requireNonNull(cluster.ledger.records.get(key(unit)));
            cluster.ledger.records.put(
                    record.key(), new StoredRecord(record.key(), record.version() + 1, record.epoch(), record.body()));
        }
        cluster.create("half", 4, 4);
        cluster.converge();
        assertThat(cluster.phase("half")).contains(Phase.READY);
    }

    /** A node that an operator declared off. */
    private TestAgent fenced() {
        TestAgent off = cluster.agent(0, 0);
        off.connected = false;
        cluster.report(off);
        cluster.ask(new Command.Fence(off.node));
        return off;
    }

    private static void comesBack(TestAgent off) {
        off.reboot();
        off.connected = true;
    }

    private void restore(Map<RecordKey, StoredRecord> backup) {
        cluster.ledger.records.clear();
        cluster.ledger.records.putAll(backup);
        changeLeader();
    }

    private void changeLeader() {
        cluster.elect();
        cluster.commit();
        changeSessions();
    }

    private void changeSessions() {
        cluster.agents.forEach(agent -> agent.session++);
    }

    private void spoil(UnitState unit) {
        StoredRecord record = Objects.requireNonNull(cluster.ledger.records.get(key(unit)));
        cluster.ledger.records.put(
                record.key(), new StoredRecord(record.key(), record.version(), record.epoch(), new byte[0]));
    }

    private static RecordKey key(UnitState unit) {
        return new RecordKey(Kind.UNIT, unit.unit().id().value());
    }

    private UnitState unitOf(String name) {
        return cluster.core
                .committed()
                .computeDomain(new ComputeDomainName(name))
                .flatMap(state -> cluster.core
                        .committed()
                        .units()
                        .get(state.computeDomain().units().getFirst()))
                .orElseThrow();
    }

    private TestAgent holder() {
        return cluster.agents.stream()
                .filter(agent -> !agent.held.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private List<Phase> phases() {
        List<Phase> phases = new ArrayList<>();
        cluster.core
                .committed()
                .computeDomains()
                .values()
                .forEach(state -> phases.add(state.computeDomain().phase()));
        return phases;
    }
}
