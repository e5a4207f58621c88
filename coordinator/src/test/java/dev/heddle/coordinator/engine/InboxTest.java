package dev.heddle.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.AgentInstance;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final Inbox inbox = new Inbox(() -> {});

    @Test
    void commandsBeyondTheMaximumAreNotTaken() {
        Flight.Asked asked = new Flight.Asked(new Command.Tick(false), reply -> {}, 0);
        for (int i = 0; i < Inbox.MAX_COMMANDS; i++) {
            assertThat(inbox.offer(asked)).isTrue();
        }
        assertThat(inbox.offer(asked)).isFalse();
        assertThat(inbox.pollCommand()).isNotNull();
        assertThat(inbox.offer(asked)).isTrue();
    }

    @Test
    void ofOneNodeOnlyTheNewestWaits() {
        inbox.observe(of(1, 1));
        inbox.observe(of(1, 3));
        inbox.observe(of(1, 2));
        assertThat(inbox.pollObservation()).isEqualTo(of(1, 3));
        assertThat(inbox.pollObservation()).isNull();
    }

    @Test
    void nodesBeyondTheMaximumAreLeftOutUntilThereIsRoom() {
        for (int i = 0; i <= Inbox.MAX_NODES; i++) {
            inbox.observe(of(i, 1));
        }
        assertThat(inbox.size()).isEqualTo(Inbox.MAX_NODES);
        inbox.observe(of(0, 2));
        assertThat(inbox.pollObservation()).isEqualTo(of(0, 2));
        inbox.observe(of(Inbox.MAX_NODES, 1));
        assertThat(inbox.size()).isEqualTo(Inbox.MAX_NODES);
    }

    private static NodeObservation of(int node, long session) {
        Hello hello = new Hello(
                new NodeName("node-" + node),
                new BootId("boot"),
                new AgentInstance("agent"),
                "",
                1,
                Optional.empty(),
                0,
                0,
                "");
        return NodeObservation.opened(hello, session, "replica", Instant.EPOCH);
    }
}
