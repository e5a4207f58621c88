package dev.heddle.coordinator.agents;

import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RackName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Evolve;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.topology.NodeObservation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine in memory that only replays: whatever it is told becomes part of its image at once. */
final class ImageEngine implements Engine {

    private static final UnitId UNIT = new UnitId("unit-1");

    final List<Command> commands = new CopyOnWriteArrayList<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Image image = Image.empty(MemoryEngine.CLUSTER);
    private long unitVersion;

    @Override
    public CompletionStage<Reply> submit(Command command) {
        commands.add(command);
        return CompletableFuture.completedStage(new Reply.Done());
    }

    @Override
    public void observe(NodeObservation observation) {
        apply(new Event.NodeObserved(observation), observation.node());
    }

    /** Adopts a node under this generation. */
    void adopt(NodeObservation observation, long generation) {
        NodeName node = observation.node();
        UnitNode adopted = new UnitNode(
                node,
                generation,
                observation.boot(),
                UnitNode.State.ADOPTING,
                new UnitNode.Place(new RackName("rack-1"), OptionalInt.empty(), OptionalLong.empty(), ""),
                List.of());
        UnitRecord unit = image.unitOf(node)
                .map(state -> state.unit())
                .orElseGet(() -> UnitRecord.empty(UNIT, ClusterUuid.NONE))
                .with(adopted);
        apply(new Event.UnitWritten(unit, ++unitVersion), node);
    }

    private synchronized void apply(Event event, NodeName node) {
        Image before = image;
        image = Evolve.apply(before, event);
        Change change = new Change(before, image, List.of(event), Set.of(node), false);
        listeners.forEach(listener -> listener.changed(change));
    }

    /** What the image has of a node's agent. */
    Optional<NodeObservation> known(NodeName node) {
        return image.view(node).map(view -> view.observation());
    }

    @Override
    public Image image() {
        return image;
    }

    @Override
    public Status status() {
        return new Status(true, "replica-1", 7, 0, 0, 0, Optional.empty());
    }

    @Override
    public Runnable subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
