package dev.heddle.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Image;
import org.junit.jupiter.api.Test;

class HandOverTest {

    private final FakeEngine engine = new FakeEngine();
    private final FakeFleet fleet = new FakeFleet(engine, 1, 3);
    private final Image led = engine.image();

    @Test
    void nextLeaderHasTakenOverOnceEveryNodeObeysIt() {
        assertThat(HandOver.isTakenOver(led, led)).isFalse();
        engine.nextEpoch();
        engine.submit(new Command.TakeOver(false));
        assertThat(HandOver.isTakenOver(led, engine.image())).isFalse();

        fleet.obey(fleet.node(1, 0));
        fleet.obey(fleet.node(1, 1));
        assertThat(HandOver.isTakenOver(led, engine.image())).isFalse();
        fleet.obey(fleet.node(1, 2));

        assertThat(HandOver.isTakenOver(led, engine.image())).isTrue();
    }

    @Test
    void pictureWithoutTheNodesIsNoSignOfATakeOver() {
        engine.reset();

        assertThat(engine.image().version().epoch()).isGreaterThan(led.version().epoch());
        assertThat(HandOver.isTakenOver(led, engine.image())).isFalse();
    }

    @Test
    void nodeThatWasNotConnectedIsNotWaitedFor() {
        fleet.node(1, 2).connected = false;
        fleet.report(fleet.node(1, 2));
        Image before = engine.image();
        engine.nextEpoch();
        engine.submit(new Command.TakeOver(false));
        fleet.obey(fleet.node(1, 0));
        fleet.obey(fleet.node(1, 1));

        assertThat(HandOver.isTakenOver(before, engine.image())).isTrue();
    }
}
