package dev.heddle.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.UnitRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BatchTest {

    private final TestCluster cluster = new TestCluster(2, 4, 4, Optional.empty());

    @Test
    void aNodeThatMovesIsOutOfItsOldUnitBeforeItIsWrittenIntoTheOther() {
        cluster.converge();
        TestAgent moving = cluster.agent(1, 0);
        moving.domain = 0;
        cluster.core.submit(new Command.Cordon(List.of(cluster.agent(0, 0).node), true), reply -> {});
        observe(moving);
        observe(moving);
        assertWrittenNowhereTwice(moving);
        assertThat(domain(moving)).isEqualTo(domain(cluster.agent(0, 0)));
    }

    @Test
    void nodesThatChangePlacesAreNeverInTwoUnits() {
        cluster.converge();
        TestAgent there = cluster.agent(1, 0);
        TestAgent back = cluster.agent(0, 0);
        there.domain = 0;
        back.domain = 1;
        List.of(there, back, there, back).forEach(this::observe);
        assertWrittenNowhereTwice(there, back);
        assertThat(domain(there)).isEqualTo(domain(cluster.agent(0, 1)));
        assertThat(domain(back)).isEqualTo(domain(cluster.agent(1, 1)));
    }

    @Test
    void whatTheLedgerDoesNotKnowToEndIsErasedBeforeItsUnitsTakeItsGrantsBack() {
        cluster.converge();
        cluster.create("off", 1, 4);
        cluster.converge();
        TestAgent off = cluster.agents.stream()
                .filter(agent ->
                        cluster.core.committed().unitOf(agent.node).orElseThrow().unit().grants().values().stream()
                                .anyMatch(grant -> grant.members().containsKey(agent.node)))
                .findFirst()
                .orElseThrow();
        off.connected = false;
        cluster.report(off);
        cluster.ask(new Command.Fence(off.node));
        cluster.core.submit(new Command.Delete(new ComputeDomainName("off"), OptionalLong.empty()), reply -> {});

        assertThat(cluster.core.nextBatch().orElseThrow().changes())
                .extracting(Batch.Change::event)
                .hasSize(2)
                .first()
                .isInstanceOf(Event.ComputeDomainErased.class);
    }

    private void observe(TestAgent agent) {
        cluster.core.submit(new Command.Observe(agent.observation(cluster.agents)), reply -> {});
    }

    private String domain(TestAgent agent) {
        return cluster.core
                .committed()
                .unitOf(agent.node)
                .orElseThrow()
                .unit()
                .cluster()
                .toString();
    }

    /** Takes what waits to the ledger one record at a time, as a store that may die between any two. */
    private void assertWrittenNowhereTwice(TestAgent... moving) {
        Map<UnitId, UnitRecord> written = new TreeMap<>();
        cluster.core
                .committed()
                .units()
                .values()
                .forEach(unit -> written.put(unit.unit().id(), unit.unit()));
        for (Optional<Batch> next = cluster.core.nextBatch(); next.isPresent(); next = cluster.core.nextBatch()) {
            for (Batch.Change change : next.get().changes()) {
                if (change.event() instanceof Event.UnitWritten unit) {
                    written.put(unit.unit().id(), unit.unit());
                }
                for (TestAgent agent : moving) {
                    assertThat(written.values().stream()
                                    .filter(unit -> unit.nodes().containsKey(agent.node)))
                            .hasSizeLessThan(2);
                }
            }
            cluster.core.committed(next.get());
        }
    }
}
