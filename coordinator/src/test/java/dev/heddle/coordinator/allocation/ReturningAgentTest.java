package dev.heddle.coordinator.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.FakeEngine;
import dev.heddle.coordinator.FakeFleet;
import dev.heddle.coordinator.FakeNode;
import dev.heddle.coordinator.health.DomainState;
import dev.heddle.coordinator.lifecycle.Lifecycles;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent that comes back, as when its coordinator stopped, tells of no fault before it has said how its node is. */
class ReturningAgentTest {

    private static final ComputeDomainName TRAIN = new ComputeDomainName("train");

    private static final Decider DECIDER = new Decider(new Rules(
            Lifecycles.computeDomains(),
            Lifecycles.domains(),
            Rules.DEFAULT_PATIENCE,
            Rules.DEFAULT_MAX_COMPUTE_DOMAINS));

    private final FakeEngine engine = new FakeEngine();
    private final FakeFleet fleet = new FakeFleet(engine, 1, 4);
    private FakeNode member = fleet.node(1, 0);

    @BeforeEach
    void run() {
        fleet.create("train", 2);
        fleet.converge();
        assertThat(phase()).isEqualTo(Phase.READY);
        NodeName first = engine.image()
                .units()
                .iterator()
                .next()
                .value()
                .unit()
                .grants()
                .values()
                .iterator()
                .next()
                .members()
                .firstKey();
        member = fleet.nodes().stream()
                .filter(node -> node.name.equals(first))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void computeDomainAndNvlinkDomainStayAsTheyAreWhileAnAgentComesBack() {
        int before = warnings();

        NodeObservation opened = opened();
        engine.observe(opened);
        assertThat(phase()).isEqualTo(Phase.READY);
        engine.submit(new Command.Tick(true));
        NodeObservation reported = opened.withReport(said().report().orElseThrow());
        engine.observe(reported);
        assertThat(phase()).isEqualTo(Phase.READY);
        assertThat(domain()).isEqualTo(DomainState.HEALTHY);
        engine.observe(reported.withApplied(member.applied()));

        assertThat(phase()).isEqualTo(Phase.READY);
        assertThat(domain()).isEqualTo(DomainState.HEALTHY);
        assertThat(warnings()).isEqualTo(before);
    }

    @Test
    void whatItSaysThenCounts() {
        Applied held = member.applied();
        Applied nothing =
                new Applied(held.stamp(), held.boot(), held.instance(), held.record(), List.of(), Optional.empty());

        engine.observe(opened().withReport(said().report().orElseThrow()).withApplied(nothing));

        assertThat(phase()).isEqualTo(Phase.DEGRADED);
    }

    @Test
    void oneThatGoesAgainWithoutAWordIsLost() {
        NodeObservation opened = opened();
        engine.observe(opened);

        engine.observe(opened.closed(Instant.EPOCH));

        assertThat(phase()).isEqualTo(Phase.DEGRADED);
        assertThat(domain()).isEqualTo(DomainState.DEGRADED);
    }

    @Test
    void aNewLeaderThatHearsOneNodeAfterTheOtherTellsOfNoFault() {
        Image before = engine.image();
        UnitState unit = before.units().iterator().next().value();
        Image image =
                Evolve.loaded(Image.empty(before.cluster()).at(new ImageVersion(2, 0)), unit.unit(), unit.version(), 2);
        List<Note> notes = new ArrayList<>();
        for (FakeNode node : fleet.nodes()) {
            Decision decision = DECIDER.decide(
                    image,
                    new Command.Observe(node.observation(fleet.nodes())),
                    new Context(Instant.EPOCH, () -> "never used"));
            decision.events().forEach(event -> {
                if (event instanceof Event.Noted noted) {
                    notes.add(noted.note());
                }
            });
            image = decision.after();
        }

        assertThat(image.units().iterator().next().value().state()).isEqualTo(DomainState.HEALTHY);
        assertThat(notes).noneMatch(Note::warning);
        assertThat(notes).extracting(Note::reason).contains("DomainHealthy");
    }

    private NodeObservation said() {
        return member.observation(fleet.nodes());
    }

    private NodeObservation opened() {
        return NodeObservation.opened(said().hello(), 2, FakeEngine.REPLICA, Instant.EPOCH);
    }

    private Phase phase() {
        return engine.image().computeDomain(TRAIN).orElseThrow().computeDomain().phase();
    }

    private DomainState domain() {
        return engine.image().units().iterator().next().value().state();
    }

    private int warnings() {
        int warnings = 0;
        for (var entry : engine.image().notes().after(ImageVersion.NONE)) {
            warnings += entry.value().warning() ? 1 : 0;
        }
        return warnings;
    }
}
