package dev.heddle.coordinator.replication;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Evolve;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.engine.port.StandbyFeed;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine that replays what it is told; as a standby, it shows what is replicated and relays what agents say. */
final class ReplicaEngine implements Engine, StandbyFeed {

    final List<Image> shown = new CopyOnWriteArrayList<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final String name;
    private final Hearsay hearsay;
    private volatile Image image = Image.empty(RandomFabric.CLUSTER);
    private volatile boolean leading;
    private volatile long stalenessMillis;

    ReplicaEngine(String name, Hearsay hearsay) {
        this.name = name;
        this.hearsay = hearsay;
    }

    /** Takes over with what the ledger holds: the records, and nobody heard. */
    synchronized void lead(long epoch, Image ledger) {
        Image start = Image.empty(RandomFabric.CLUSTER).at(new ImageVersion(epoch, 0));
        for (var unit : ledger.units()) {
            start = Evolve.loaded(
                    start,
                    unit.value().unit(),
                    unit.value().version(),
                    unit.value().epoch());
        }
        for (var cd : ledger.computeDomains()) {
            start = Evolve.loaded(start, cd.value().computeDomain(), cd.value().version());
        }
        leading = true;
        show(new Change(image, start, List.of(), Set.of(), true));
    }

    /** Another replica leads. */
    synchronized void follow() {
        leading = false;
    }

    /** Commits events, on the leader. */
    synchronized void commit(List<Event> events) {
        Image after = image;
        Set<NodeName> nodes = new HashSet<>();
        for (Event event : events) {
            after = Evolve.apply(after, event);
            if (event instanceof Event.NodeObserved observed) {
                nodes.add(observed.observation().node());
            }
        }
        show(new Change(image, after, events, nodes, false));
    }

    private void show(Change change) {
        image = change.after();
        listeners.forEach(listener -> listener.changed(change));
    }

    @Override
    public CompletionStage<Reply> submit(Command command) {
        return CompletableFuture.completedStage(Reply.Refused.because(Reply.Code.NOT_LEADER, "test"));
    }

    @Override
    public synchronized void observe(NodeObservation observation) {
        if (leading) {
            commit(List.of(new Event.NodeObserved(observation)));
        } else {
            hearsay.relay(observation);
        }
    }

    @Override
    public Image image() {
        return image;
    }

    @Override
    public Status status() {
        return new Status(leading, name, image.version().epoch(), 0, 0, stalenessMillis, Optional.empty());
    }

    @Override
    public Runnable subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public synchronized void replicated(Image replicated, List<Event> events, Set<NodeName> nodes, boolean reloaded) {
        if (!leading) {
            shown.add(replicated);
            show(new Change(image, replicated, events, nodes, reloaded));
        }
    }

    @Override
    public void staleness(Duration age) {
        stalenessMillis = age.toMillis();
    }
}
