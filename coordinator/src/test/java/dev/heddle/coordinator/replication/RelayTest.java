package dev.heddle.coordinator.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Evolve;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RelayTest {

    private static final NodeName NODE = new NodeName("node-1");

    private final Hearsay hearsay = new Hearsay(new Wakeup());
    private final ReplicaEngine engine = new ReplicaEngine("a", hearsay);
    private long nanos;
    private final Relay relay = new Relay(engine, hearsay, () -> nanos, InstantSource.system());
    private long words;
    private final RandomFabric fabric = new RandomFabric(new Random(1), "a");

    @Test
    void whatTheLeaderShowsLateTakesNothingBackThatAnAgentHasSaidSince() {
        NodeObservation first = said(1);
        NodeObservation second = said(1);
        tell(first);
        tell(second);

        relay.changed(showing(first), Set.of(NODE));
        hearsay.tellAgain();

        assertThat(hearsay.untold()).containsExactly(second);
    }

    @Test
    void whatALeaderHasTakenInItselfIsNewsForTheNext() {
        tell(said(1));
        NodeObservation second = said(1);
        engine.lead(1, Image.empty(RandomFabric.CLUSTER));

        relay.changed(showing(second), Set.of(NODE));
        hearsay.tellAgain();

        assertThat(hearsay.untold()).containsExactly(second);
    }

    @Test
    void replicaThatHasCarriedManyWordsLaysNoOlderOneOverANewer() {
        SaidGrid grid = new SaidGrid();
        Relay busy = new Relay(new ReplicaEngine("b", hearsay), hearsay, () -> 0, InstantSource.system());
        Hearsay others = new Hearsay(new Wakeup());
        Relay fresh = new Relay(new ReplicaEngine("c", others), others, () -> 0, InstantSource.system());
        NodeObservation first = said(1);
        NodeObservation second = said(1);
        for (int i = 0; i < 10; i++) {
            hearsay.relay(first);
            busy.turn(Optional.of(grid), "a@1");
        }
        others.relay(second);

        fresh.turn(Optional.of(grid), "a@1");
        hearsay.relay(first);
        busy.turn(Optional.of(grid), "a@1");

        assertThat(grid.said()).extracting(Cell::sequence).containsExactly(second.words());
    }

    @Test
    void agentsOfAReplicaThatIsGoneCountAsSilentOnceTheyHadTimeToComeBack() {
        engine.lead(1, Image.empty(RandomFabric.CLUSTER));
        NodeObservation elsewhere = said(1);
        engine.observe(new NodeObservation(
                elsewhere.hello(), 1, 1, "gone", true, elsewhere.since(), elsewhere.report(), Optional.empty()));
        relay.turn(Optional.of(new SaidGrid()), "a@1");
        nanos += Relay.LOST_REPLICA.toNanos();
        relay.turn(Optional.of(new SaidGrid()), "a@1");
        assertThat(shown().connected()).isTrue();

        nanos++;
        relay.turn(Optional.of(new SaidGrid()), "a@1");

        assertThat(shown().connected()).isFalse();
    }

    @Test
    void whatANodeSaidBeforeItWentToTheFormerLeaderIsNotHeardByTheNext() {
        SaidGrid grid = new SaidGrid();
        engine.subscribe(change -> relay.changed(change, change.nodes()));
        engine.replicated(showing(with(said(2), "leader")).after(), List.of(), Set.of(), true);
        NodeObservation left = with(said(1), "b");
        hearsay.relay(said(1));
        others(left).turn(Optional.of(grid), "leader@1");

        engine.lead(2, engine.image());
        relay.turn(Optional.of(grid), "a@2");
        grid.said().forEach(relay::said);
        assertThat(engine.image().view(NODE)).isEmpty();

        NodeObservation newest = with(said(2), "leader");
        others(newest).turn(Optional.of(grid), "a@2");
        grid.said().forEach(relay::said);
        assertThat(shown()).isEqualTo(newest);
    }

    @Test
    void aWordThatTheGridHasLostANewerOneOfIsNotHeardByANewLeader() {
        engine.subscribe(change -> relay.changed(change, change.nodes()));
        NodeObservation older = with(said(1), "b");
        NodeObservation newer = with(said(1), "b");
        engine.replicated(showing(newer).after(), List.of(), Set.of(), true);
        SaidGrid grid = new SaidGrid();
        others(older).turn(Optional.of(grid), "leader@1");

        engine.lead(2, engine.image());
        relay.turn(Optional.of(grid), "a@2");
        assertThat(engine.image().view(NODE)).isEmpty();

        others(newer).turn(Optional.of(grid), "a@2");
        grid.said().forEach(relay::said);
        assertThat(shown()).isEqualTo(newer);
    }

    @Test
    void afterAWhileEveryWordCountsThatIsStillSaid() {
        engine.subscribe(change -> relay.changed(change, change.nodes()));
        engine.replicated(showing(with(said(2), "leader")).after(), List.of(), Set.of(), true);
        engine.lead(2, engine.image());
        nanos += Outlived.COUNTS.toNanos();

        SaidGrid grid = new SaidGrid();
        others(with(said(1), "b")).turn(Optional.of(grid), "a@2");
        grid.said().forEach(relay::said);

        assertThat(shown().session()).isEqualTo(1);
    }

    /** The relay of another replica, whose agent has said this. */
    private static Relay others(NodeObservation observation) {
        Hearsay heard = new Hearsay(new Wakeup());
        heard.relay(observation);
        return new Relay(new ReplicaEngine(observation.replica(), heard), heard, () -> 0, InstantSource.system());
    }

    private static NodeObservation with(NodeObservation observation, String replica) {
        return new NodeObservation(
                observation.hello(),
                observation.session(),
                observation.words(),
                replica,
                true,
                observation.since(),
                observation.report(),
                observation.applied());
    }

    private NodeObservation shown() {
        return engine.image().view(NODE).orElseThrow().observation();
    }

    private void tell(NodeObservation observation) {
        hearsay.relay(observation);
        hearsay.told(observation);
    }

    private static Engine.Change showing(NodeObservation observation) {
        Image before = Image.empty(RandomFabric.CLUSTER);
        Event heard = new Event.NodeObserved(observation);
        return new Engine.Change(before, Evolve.apply(before, heard), List.of(heard), Set.of(NODE), false);
    }

    /** The next word of a session. */
    private NodeObservation said(long session) {
        NodeObservation drawn = fabric.observation(NODE);
        return new NodeObservation(
                drawn.hello(), session, ++words, "a", true, drawn.since(), drawn.report(), Optional.empty());
    }
}
