package dev.heddle.coordinator.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.AgentInstance;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.HeldState;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import dev.heddle.coordinator.FakeEngine;
import dev.heddle.coordinator.FakeFleet;
import dev.heddle.coordinator.FakeNode;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What many agents, or one with odd words, can do to a leader: nothing that grows without end, nothing that stops. */
class CrowdTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final FakeEngine engine = new FakeEngine();

    @Test
    void strangersBeyondTheMaximumTakeThePlaceOfThoseWhoLeft() {
        for (int i = 0; i < Image.MAX_STRANGERS; i++) {
            engine.observe(i < 2 ? stranger(i).closed(NOW) : stranger(i));
        }
        engine.observe(stranger(Image.MAX_STRANGERS));
        engine.observe(stranger(Image.MAX_STRANGERS + 1));
        engine.observe(stranger(Image.MAX_STRANGERS + 2));
        assertThat(engine.image().strangers().size()).isEqualTo(Image.MAX_STRANGERS);
        assertThat(known(0)).isFalse();
        assertThat(known(1)).isFalse();
        assertThat(known(Image.MAX_STRANGERS + 1)).isTrue();
        assertThat(known(Image.MAX_STRANGERS + 2)).as("nobody has left").isFalse();
        engine.observe(stranger(7).closed(NOW));
        engine.observe(stranger(Image.MAX_STRANGERS + 2));
        assertThat(known(Image.MAX_STRANGERS + 2)).isTrue();
    }

    private boolean known(int number) {
        return engine.image().view(stranger(number).node()).isPresent();
    }

    private static NodeObservation stranger(int number) {
        Hello hello = new Hello(
                new NodeName("stranger-" + number),
                new BootId("boot"),
                new AgentInstance("agent"),
                "",
                1,
                Optional.empty(),
                0,
                0,
                "");
        return NodeObservation.opened(hello, 1, FakeEngine.REPLICA, NOW);
    }

    @Test
    void grantsFoundAfterARestoreGetNamesWhateverTheirIdsAre() {
        FakeFleet fleet = new FakeFleet(engine, 1, 1);
        FakeNode node = fleet.nodes().getFirst();
        NodeObservation truth = node.observation(fleet.nodes());
        long generation = truth.applied().orElseThrow().stamp().generation() + 100;
        Applied applied = new Applied(
                new Stamp(1, generation),
                truth.boot(),
                truth.hello().instance(),
                RecordState.INTACT,
                List.of(held(node, "~", 0), held(node, "a-1", 1), held(node, "a1", 2), held(node, "_", 3)),
                Optional.empty());
        engine.observe(truth.withApplied(applied));
        assertThat(engine.image().computeDomains().size()).isEqualTo(4);
        assertThat(engine.image().names().size()).isEqualTo(4);
        for (String name : List.of("orphan-1", "orphan-2", "orphan-a1", "orphan-a1-1")) {
            assertThat(engine.image().computeDomain(new ComputeDomainName(name)))
                    .as(name)
                    .isPresent();
        }
        assertThat(engine.image().unitOf(node.name).orElseThrow().unit().behind())
                .isEmpty();
    }

    private static HeldGrant held(FakeNode node, String uid, int gpu) {
        return new HeldGrant(
                new ComputeDomainUid(uid), 7 + gpu, new TreeSet<>(List.of(node.gpu(gpu))), HeldState.APPLIED, "");
    }

    @Test
    void oneThatStillGivesBackKeepsNoYoungerOneOfTheSameShapeWaiting() {
        FakeFleet fleet = new FakeFleet(engine, 1, 2);
        FakeNode stubborn = fleet.nodes().getFirst();
        stubborn.stubborn = true;
        fleet.create("old", 1);
        fleet.converge();
        ComputeDomainState old =
                engine.image().computeDomain(new ComputeDomainName("old")).orElseThrow();
        fleet.nodes().forEach(node -> node.stubborn = true);
        undo(old);
        fleet.create("young", 2);
        fleet.create("younger", 1);
        engine.submit(new Command.Tick(false));
        assertThat(phase("old")).isEqualTo(Phase.PENDING);
        assertThat(phase("younger")).isNotEqualTo(Phase.PENDING);
    }

    /** As after a leader that was lost half way: the record says Pending, and its members still give back. */
    private void undo(ComputeDomainState state) {
        engine.replay(new Event.ComputeDomainWritten(
                state.computeDomain().in(Phase.PENDING, "Undone", ""), state.version() + 1));
    }

    private Phase phase(String name) {
        return engine.image()
                .computeDomain(new ComputeDomainName(name))
                .orElseThrow()
                .computeDomain()
                .phase();
    }
}
