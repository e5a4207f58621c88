package dev.heddle.sim.cluster.law;

import static dev.heddle.sim.cluster.law.Ledgers.ONE;
import static dev.heddle.sim.cluster.law.Ledgers.TWO;
import static dev.heddle.sim.cluster.law.Ledgers.UNIT;
import static dev.heddle.sim.cluster.law.Ledgers.computeDomain;
import static dev.heddle.sim.cluster.law.Ledgers.gpu;
import static dev.heddle.sim.cluster.law.Ledgers.grant;
import static dev.heddle.sim.cluster.law.Ledgers.member;
import static dev.heddle.sim.cluster.law.Ledgers.node;
import static dev.heddle.sim.cluster.law.Ledgers.releasing;
import static dev.heddle.sim.cluster.law.Ledgers.uid;
import static dev.heddle.sim.cluster.law.Ledgers.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.Quarantine;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.sim.check.Holding;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LedgerLawsTest {

    private final Ledgers ledger = new Ledgers();
    private final UnitRecord free = unit(UNIT, node(ONE, 1), node(TWO, 1));
    private final UnitRecord granted = unit(UNIT, node(ONE, 2), node(TWO, 2))
            .with(grant("x", 1, Map.of(ONE, member(gpu(ONE, 0)), TWO, member(gpu(TWO, 0)))));
    private final UnitRecord askedBack = unit(UNIT, node(ONE, 3), node(TWO, 3))
            .with(grant("x", 1, Map.of(ONE, releasing(3, gpu(ONE, 0)), TWO, releasing(3, gpu(TWO, 0)))));

    private void ready() {
        ledger.write(free);
        ledger.write(computeDomain("x", Phase.FORMING, 2));
        ledger.write(granted);
        ledger.write(computeDomain("x", Phase.READY, 2));
        assertThat(ledger.violations).isEmpty();
    }

    @Test
    void aLifeAsItShouldBeBreaksNothing() {
        ready();
        ledger.write(computeDomain("x", Phase.RELEASING, 2));
        ledger.write(askedBack);
        ledger.write(unit(UNIT, node(ONE, 3), node(TWO, 3)));
        ledger.erase(computeDomain("x", Phase.RELEASING, 2));

        assertThat(ledger.violations).isEmpty();
    }

    @Test
    void aGpuInTwoGrantsIsSeen() {
        ready();
        ledger.write(computeDomain("y", Phase.FORMING, 1));
        ledger.write(granted.with(node(ONE, 3)).with(grant("y", 2, Map.of(ONE, member(gpu(ONE, 0))))));

        assertThat(ledger.violations).singleElement().asString().startsWith("I1: GPU-one-0 is granted to y");
    }

    @Test
    void aChannelInTwoGrantsIsSeen() {
        ready();
        ledger.write(computeDomain("y", Phase.FORMING, 1));
        ledger.write(granted.with(node(ONE, 3)).with(grant("y", 1, Map.of(ONE, member(gpu(ONE, 1))))));

        assertThat(ledger.violations).singleElement().asString().startsWith("I2: channel 1 of unit-a is granted to");
    }

    @Test
    void aChannelThatIsKeptBackAndGrantedIsSeen() {
        ready();
        ledger.write(granted.with(1, new Quarantine(uid("w"), new TreeMap<>(Map.of(ONE, 1L)))));

        assertThat(ledger.violations).singleElement().asString().contains("kept back after w");
    }

    @Test
    void aNodeInTwoUnitsIsSeenWithEachOfItsGpus() {
        ready();
        ledger.write(unit("unit-b", node(ONE, 9)));

        assertThat(ledger.violations).hasSize(3);
        assertThat(ledger.violations).first().asString().startsWith("I1: one is written into unit-b while unit-a");
    }

    @Test
    void aGpuThatSomeoneElseStillHasOnItsNodeIsSeenWhenItIsGranted() {
        ledger.used.put(ONE, List.of(new Holding(uid("w"), ONE, 7, new TreeSet<>(List.of(gpu(ONE, 0))))));
        ledger.write(free);
        ledger.write(computeDomain("x", Phase.FORMING, 2));
        ledger.write(granted);

        assertThat(ledger.violations).singleElement().asString().contains("is granted to x while w has it");
    }

    @Test
    void aChannelThatSomeoneElseStillHasInTheUnitIsSeenWhenItIsGranted() {
        ledger.used.put(TWO, List.of(new Holding(uid("w"), TWO, 1, new TreeSet<>(List.of(gpu(TWO, 1))))));
        ledger.write(free);
        ledger.write(computeDomain("x", Phase.FORMING, 2));
        ledger.write(granted);

        assertThat(ledger.violations).singleElement().asString().startsWith("I2: channel 1 of unit-a is granted to x");
    }

    @Test
    void whatANodeStillHasIsSeenWhenItIsFreed() {
        ready();
        ledger.used.put(ONE, List.of(new Holding(uid("x"), ONE, 1, new TreeSet<>(List.of(gpu(ONE, 0))))));
        ledger.write(computeDomain("x", Phase.RELEASING, 2));
        ledger.write(askedBack);
        ledger.write(unit(UNIT, node(ONE, 3), node(TWO, 3)));

        assertThat(ledger.violations).containsExactly("I1: x on one is free in the ledger and still there");
    }

    @Test
    void aMemberTakenFromWhatIsReadyIsSeen() {
        ready();
        ledger.write(askedBack);

        assertThat(ledger.violations)
                .contains("I6: x on one is taken from a ComputeDomain that is READY")
                .hasSize(2);
    }

    @Test
    void aMemberFreedWithoutBeingAskedBackIsSeen() {
        ready();
        ledger.write(computeDomain("x", Phase.RELEASING, 2));
        ledger.write(unit(UNIT, node(ONE, 3), node(TWO, 3)));

        assertThat(ledger.violations).hasSize(2).allMatch(what -> what.contains("was never asked to give it back"));
    }

    @Test
    void aFencedMemberMayGoAtOnce() {
        ready();
        ledger.write(computeDomain("x", Phase.RELEASING, 2));
        ledger.write(askedBack
                .with(node(ONE, 3).with(node(ONE, 3).state().withFenced()))
                .with(grant("x", 1, Map.of(TWO, releasing(3, gpu(TWO, 0))))));

        assertThat(ledger.violations).isEmpty();
    }

    @Test
    void aMemberThatWasOffMayBeFreedByTheWriteThatSaysItIsBack() {
        ready();
        ledger.write(granted.with(node(ONE, 2).with(node(ONE, 2).state().withFenced())));
        ledger.write(computeDomain("x", Phase.RELEASING, 2));
        ledger.write(askedBack.with(grant("x", 1, Map.of(TWO, releasing(3, gpu(TWO, 0))))));

        assertThat(ledger.violations).isEmpty();
    }

    @Test
    void aGrantBeforeItsComputeDomainsRecordIsSeen() {
        ledger.write(free);
        ledger.write(granted);

        assertThat(ledger.violations).hasSize(2).allMatch(what -> what.startsWith("I6: unit-a grants"));
    }

    @Test
    void halfAGangThatBecomesReadyIsSeen() {
        ledger.write(free);
        ledger.write(computeDomain("x", Phase.FORMING, 3));
        ledger.write(granted);
        ledger.write(computeDomain("x", Phase.READY, 3));

        assertThat(ledger.violations).containsExactly("I6: x becomes READY with 2 of 3 members granted");
    }

    @Test
    void aPhaseThatComesBackIsSeen() {
        ready();
        ledger.write(computeDomain("x", Phase.PENDING, 2));

        assertThat(ledger.violations).containsExactly("I6: x was READY and is PENDING");
    }

    @Test
    void aWriterWhoseEpochIsOverIsSeen() {
        ledger.epoch = 5;
        ledger.write(new RecordKey(Kind.UNIT, UNIT), free, 4);

        assertThat(ledger.violations).singleElement().asString().contains("epoch 4 when the ledger is at 5");
    }

    @Test
    void anOrderThatChangesWithoutItsGenerationIsSeen() {
        ledger.write(free);
        ledger.write(computeDomain("x", Phase.FORMING, 1));
        ledger.write(free.with(grant("x", 1, Map.of(ONE, member(gpu(ONE, 0))))));

        assertThat(ledger.violations).containsExactly("I3: one is told something else at generation 1");
    }

    @Test
    void whatAnOlderLedgerSaysGivesWayToWhatIsFound() {
        ready();
        ledger.restore(granted.withBehind(new TreeSet<>(List.of(ONE, TWO))), computeDomain("x", Phase.READY, 2));
        ledger.write(computeDomain("y", Phase.ORPHANED, 1));
        ledger.write(unit(UNIT, node(ONE, 8), node(TWO, 2))
                .with(grant("y", 1, Map.of(ONE, member(gpu(ONE, 0)))))
                .withBehind(new TreeSet<>(List.of(TWO))));

        assertThat(ledger.violations)
                .noneMatch(what -> what.startsWith("I6: x on one"))
                .isEmpty();
    }
}
