package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.topology.NodeObservation;
import dev.heddle.coordinator.topology.PersistentMap;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Replays events. The same code on every replica; whether a thing may happen was decided before. */
public final class Evolve {

    private Evolve() {}

    /** The image after {@code events}, one version on with each. */
    public static Image apply(Image image, List<Event> events) {
        Image next = image;
        for (Event event : events) {
            next = apply(next, event);
        }
        return next;
    }

    /** The image after {@code event}, one version on. */
    public static Image apply(Image image, Event event) {
        Image next = image.at(image.version().next());
        return switch (event) {
            case Event.UnitWritten written ->
                loaded(next, written.unit(), written.version(), next.version().epoch());
            case Event.UnitErased erased -> erased(next, erased.unit());
            case Event.ComputeDomainWritten written -> loaded(next, written.computeDomain(), written.version());
            case Event.ComputeDomainErased erased -> erased(next, erased.computeDomain());
            case Event.NodeObserved observed -> observed(next, observed.observation());
            case Event.NodeDropped dropped ->
                next.with(next.units(), next.homes(), next.strangers().remove(dropped.node()));
            case Event.DomainMoved moved ->
                next.with(
                        next.units().update(moved.unit(), unit -> unit.moved(moved.state())),
                        next.homes(),
                        next.strangers());
            case Event.Noted noted -> noted(next, noted.note());
        };
    }

    /** With the event feed of another image: a new leader goes on with the feed that it showed as a standby. */
    public static Image withFeedOf(Image image, Image other) {
        return image.withNotes(other.notes(), image.unreadable());
    }

    /** With a unit as it was read from the ledger, under the epoch that wrote it. A node's view follows it. */
    public static Image loaded(Image image, UnitRecord unit, long version, long epoch) {
        Optional<UnitState> before = image.units().get(unit.id());
        UnitState state = before.map(known -> known.written(unit, version, epoch))
                .orElseGet(() -> UnitState.loaded(unit, version, epoch));
        Image emptied = before.map(known -> removed(image, known, unit)).orElse(image);
        return indexed(emptied, state, before.map(UnitState::unit));
    }

    /** With a ComputeDomain as it was read from the ledger. */
    public static Image loaded(Image image, ComputeDomainRecord computeDomain, long version) {
        return image.withComputeDomains(
                image.computeDomains().put(computeDomain.uid(), new ComputeDomainState(computeDomain, version)),
                image.names().put(computeDomain.name(), computeDomain.uid()),
                unscheduled(image, computeDomain.uid()).with(computeDomain));
    }

    private static Schedule unscheduled(Image image, ComputeDomainUid uid) {
        return image.computeDomains()
                .get(uid)
                .map(known -> image.schedule().without(known.computeDomain()))
                .orElse(image.schedule());
    }

    /** With a record that cannot be read. */
    public static Image unreadable(Image image, String record, String reason) {
        return image.withNotes(image.notes(), image.unreadable().put(record, reason));
    }

    /** Nodes that the unit has no more become strangers. */
    private static Image removed(Image image, UnitState before, UnitRecord after) {
        PersistentMap<NodeName, UnitId> homes = image.homes();
        PersistentMap<NodeName, NodeView> strangers = image.strangers();
        for (NodeName node : before.unit().nodes().keySet()) {
            if (!after.nodes().containsKey(node)) {
                homes = homes.remove(node);
                Optional<NodeView> view = before.view(node);
                strangers = view.isPresent() ? strangers.put(node, view.get()) : strangers;
            }
        }
        return image.with(image.units(), homes, strangers);
    }

    private static Image indexed(Image image, UnitState written, Optional<UnitRecord> before) {
        UnitState unit = written;
        UnitId id = unit.unit().id();
        PersistentMap<NodeName, UnitId> homes = image.homes();
        PersistentMap<NodeName, NodeView> strangers = image.strangers();
        for (NodeName node : unit.unit().nodes().keySet()) {
            Optional<NodeView> stranger = strangers.get(node);
            if (stranger.isPresent()) {
                unit = unit.observed(stranger.get());
                strangers = strangers.remove(node);
            }
            if (!homes.get(node).equals(Optional.of(id))) {
                homes = homes.put(node, id);
            }
        }
        return image.with(image.units().put(id, unit), homes, strangers)
                .with(gpus(image.gpus(), unit.unit(), before), clusters(image.clusters(), unit.unit(), before));
    }

    private static PersistentMap<GpuUuid, NodeName> gpus(
            PersistentMap<GpuUuid, NodeName> index, UnitRecord unit, Optional<UnitRecord> before) {
        PersistentMap<GpuUuid, NodeName> gpus = index;
        for (UnitNode node : nodes(before)) {
            UnitNode after = unit.nodes().get(node.name());
            if (after == null || !after.gpus().equals(node.gpus())) {
                gpus = without(gpus, node);
            }
        }
        for (UnitNode node : unit.nodes().values()) {
            for (GpuUuid gpu : node.gpus()) {
                if (!gpus.contains(gpu)) {
                    gpus = gpus.put(gpu, node.name());
                }
            }
        }
        return gpus;
    }

    private static PersistentMap<GpuUuid, NodeName> without(PersistentMap<GpuUuid, NodeName> index, UnitNode node) {
        PersistentMap<GpuUuid, NodeName> gpus = index;
        for (GpuUuid gpu : node.gpus()) {
            if (gpus.get(gpu).equals(Optional.of(node.name()))) {
                gpus = gpus.remove(gpu);
            }
        }
        return gpus;
    }

    private static Collection<UnitNode> nodes(Optional<UnitRecord> unit) {
        return unit.map(record -> record.nodes().values()).orElse(List.of());
    }

    private static PersistentMap<ClusterUuid, UnitId> clusters(
            PersistentMap<ClusterUuid, UnitId> index, UnitRecord unit, Optional<UnitRecord> before) {
        PersistentMap<ClusterUuid, UnitId> clusters = index;
        if (before.isPresent() && !before.get().cluster().equals(unit.cluster())) {
            clusters = clusters.remove(before.get().cluster());
        }
        boolean known = clusters.get(unit.cluster()).equals(Optional.of(unit.id()));
        return unit.cluster().isNone() || known ? clusters : clusters.put(unit.cluster(), unit.id());
    }

    private static Image erased(Image image, UnitId id) {
        Optional<UnitState> gone = image.units().get(id);
        if (gone.isEmpty()) {
            return image;
        }
        UnitRecord unit = gone.get().unit();
        Image emptied = removed(image, gone.get(), UnitRecord.empty(id, unit.cluster()));
        PersistentMap<GpuUuid, NodeName> gpus = emptied.gpus();
        for (UnitNode node : unit.nodes().values()) {
            gpus = without(gpus, node);
        }
        return emptied.with(emptied.units().remove(id), emptied.homes(), emptied.strangers())
                .with(gpus, emptied.clusters().remove(unit.cluster()));
    }

    private static Image erased(Image image, ComputeDomainUid uid) {
        Optional<ComputeDomainState> gone = image.computeDomains().get(uid);
        return gone.isEmpty()
                ? image
                : image.withComputeDomains(
                        image.computeDomains().remove(uid),
                        image.names().remove(gone.get().computeDomain().name()),
                        unscheduled(image, uid));
    }

    private static Image observed(Image image, NodeObservation observation) {
        NodeName node = observation.node();
        Optional<UnitId> home = image.homes().get(node);
        return home.isPresent()
                ? image.with(
                        image.units()
                                .update(home.get(), unit -> unit.observed(NodeView.of(observation, unit.view(node)))),
                        image.homes(),
                        image.strangers())
                : image.with(
                        image.units(),
                        image.homes(),
                        image.strangers()
                                .put(
                                        node,
                                        NodeView.of(
                                                observation, image.strangers().get(node))));
    }

    private static Image noted(Image image, Note note) {
        PersistentMap<ImageVersion, Note> notes = image.notes().put(image.version(), note);
        return image.withNotes(
                notes.size() > Image.MAX_NOTES
                        ? notes.remove(notes.iterator().next().key())
                        : notes,
                image.unreadable());
    }
}
