package dev.heddle.sim.cluster.law;

import static dev.heddle.sim.cluster.law.Ledgers.ONE;
import static dev.heddle.sim.cluster.law.Ledgers.UNIT;
import static dev.heddle.sim.cluster.law.Ledgers.gpu;
import static dev.heddle.sim.cluster.law.Ledgers.grant;
import static dev.heddle.sim.cluster.law.Ledgers.member;
import static dev.heddle.sim.cluster.law.Ledgers.node;
import static dev.heddle.sim.cluster.law.Ledgers.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Evolve;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConfirmedLawTest {

    private final List<String> violations = new ArrayList<>();
    private final ConfirmedLaw law = new ConfirmedLaw((invariant, what) -> violations.add(invariant + ": " + what));

    private void grantIn(UnitRecord unit, long epoch) {
        Image image = Evolve.loaded(Image.empty(new ClusterId("cluster")).at(new ImageVersion(3, 0)), unit, 1, epoch);
        UnitRecord after = unit.with(grant("x", 1, Map.of(ONE, member(gpu(ONE, 0)))));
        law.decided(image, new Command.Tick(false), List.of(new Event.UnitWritten(after, 2)));
    }

    @Test
    void aGrantOnANodeThatWasNeverHeardIsSeen() {
        grantIn(unit(UNIT, node(ONE, 1)), 3);

        assertThat(violations).singleElement().asString().startsWith("I7: ").endsWith("its node was never heard");
    }

    @Test
    void aGrantInAUnitOfAnEarlierEpochIsSeen() {
        grantIn(unit(UNIT, node(ONE, 1)), 2);

        assertThat(violations).singleElement().asString().endsWith("of epoch 2");
    }

    @Test
    void aGrantInAUnitThatIsBehindIsSeen() {
        grantIn(unit(UNIT, node(ONE, 1)).withBehind(new TreeSet<>(List.of(ONE))), 3);

        assertThat(violations).singleElement().asString().contains("is behind [one]");
    }

    @Test
    void aGrantOnACordonedNodeIsSeen() {
        grantIn(unit(UNIT, node(ONE, 1).with(new UnitNode.State(true, false, false))), 3);

        assertThat(violations).singleElement().asString().contains("cordoned=true");
    }

    @Test
    void aWriteThatGrantsNothingNewIsOfNoInterest() {
        UnitRecord unit = unit(UNIT, node(ONE, 1));
        law.decided(
                Image.empty(new ClusterId("cluster")),
                new Command.TakeOver(false),
                List.of(new Event.UnitWritten(unit, 2)));

        assertThat(violations).isEmpty();
    }
}
