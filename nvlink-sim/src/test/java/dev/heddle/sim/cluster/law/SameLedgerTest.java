package dev.heddle.sim.cluster.law;

import static dev.heddle.sim.cluster.law.Ledgers.ONE;
import static dev.heddle.sim.cluster.law.Ledgers.UNIT;
import static dev.heddle.sim.cluster.law.Ledgers.computeDomain;
import static dev.heddle.sim.cluster.law.Ledgers.node;
import static dev.heddle.sim.cluster.law.Ledgers.uid;
import static dev.heddle.sim.cluster.law.Ledgers.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Evolve;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.sim.cluster.LedgerStore.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SameLedgerTest {

    private final List<String> violations = new ArrayList<>();
    private final SameLedger same = new SameLedger((invariant, what) -> violations.add(invariant + ": " + what));
    private final SortedMap<RecordKey, Row> rows =
            new TreeMap<>(Comparator.comparing(RecordKey::kind).thenComparing(RecordKey::id));
    private final UnitRecord unit = unit(UNIT, node(ONE, 1));
    private final Event.Durable created = new Event.ComputeDomainWritten(computeDomain("x", Phase.PENDING, 1), 1);
    private Image image = Image.empty(new ClusterId("cluster")).at(new ImageVersion(3, 0));

    SameLedgerTest() {
        rows.put(new RecordKey(Kind.UNIT, UNIT), new Row(4, 3, new byte[0], unit));
        image = Evolve.loaded(image, unit, 4, 3);
    }

    private void decided(Event.Durable... inFlight) {
        same.decided("coordinator-1", image, rows, List.of(inFlight), 0);
    }

    @Test
    void theLedgerIsTheLedger() {
        decided();

        assertThat(violations).isEmpty();
    }

    @Test
    void whatIsInFlightCountsAsWritten() {
        image = Evolve.apply(image, created);
        decided(created);

        assertThat(violations).isEmpty();
    }

    @Test
    void whatIsInFlightAndErasedCountsAsGone() {
        decided(created, new Event.ComputeDomainErased(uid("x"), 2));

        assertThat(violations).isEmpty();
    }

    @Test
    void whatIsNeitherThereNorInFlightIsSeen() {
        image = Evolve.apply(image, created);
        decided();

        assertThat(violations).hasSize(2).first().asString().contains("which is not there");
    }

    @Test
    void anotherVersionIsSeen() {
        image = Evolve.loaded(image, unit, 5, 3);
        decided();

        assertThat(violations).singleElement().asString().startsWith("I8: coordinator-1 decides on Known");
    }

    @Test
    void aRecordThatTheLeaderDoesNotKnowIsSeen() {
        rows.put(
                new RecordKey(Kind.COMPUTE_DOMAIN, "x"),
                new Row(1, 3, new byte[0], computeDomain("x", Phase.PENDING, 1)));
        decided();

        assertThat(violations)
                .containsExactly("I8: coordinator-1 decides on 0 records of kind COMPUTE_DOMAIN, there are 1");
    }
}
