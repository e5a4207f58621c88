package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.topology.PersistentMap;
import java.util.Optional;

/** Replays events. The same code on every replica; whether a thing may happen was decided before. */
public final class Evolve {

    private Evolve() {}

    /** The image after {@code event}, one version on. */
    public static Image apply(Image image, Event event) {
        Image next = at(image, image.version().next());
        return switch (event) {
            case Event.UnitWritten written -> written(next, written);
            case Event.UnitErased erased -> erased(next, erased.unit());
            case Event.ComputeDomainWritten written -> written(next, written);
            case Event.ComputeDomainErased erased -> erased(next, erased.computeDomain());
            case Event.NodeObserved observed -> observed(next, NodeView.of(observed.observation()));
            case Event.NodeDropped dropped ->
                with(next, next.units(), next.homes(), next.strangers().remove(dropped.node()));
            case Event.DomainMoved moved ->
                with(
                        next,
                        next.units().update(moved.unit(), unit -> unit.moved(moved.state())),
                        next.homes(),
                        next.strangers());
            case Event.Noted noted -> noted(next, noted.note());
        };
    }

    /** The same image under another version: a new leader's first. */
    public static Image at(Image image, ImageVersion version) {
        return new Image(
                version,
                image.cluster(),
                image.units(),
                image.homes(),
                image.strangers(),
                image.computeDomains(),
                image.names(),
                image.notes(),
                image.unreadable());
    }

    /** With a unit as it was read from the ledger, under the epoch that wrote it. */
    public static Image loaded(Image image, UnitRecord unit, long version, long epoch) {
        UnitState state = image.units()
                .get(unit.id())
                .map(known -> known.written(unit, version, epoch))
                .orElseGet(() -> UnitState.loaded(unit, version, epoch));
        return rehomed(image, state);
    }

    /** With a ComputeDomain as it was read from the ledger. */
    public static Image loaded(Image image, ComputeDomainRecord computeDomain, long version) {
        return withComputeDomains(
                image,
                image.computeDomains().put(computeDomain.uid(), new ComputeDomainState(computeDomain, version)),
                image.names().put(computeDomain.name(), computeDomain.uid()));
    }

    /** With a record that cannot be read. */
    public static Image unreadable(Image image, String record, String reason) {
        return new Image(
                image.version(),
                image.cluster(),
                image.units(),
                image.homes(),
                image.strangers(),
                image.computeDomains(),
                image.names(),
                image.notes(),
                image.unreadable().put(record, reason));
    }

    private static Image written(Image image, Event.UnitWritten written) {
        return loaded(image, written.unit(), written.version(), image.version().epoch());
    }

    private static Image written(Image image, Event.ComputeDomainWritten written) {
        return loaded(image, written.computeDomain(), written.version());
    }

    /** A node's view follows it into the unit and out of it. */
    private static Image rehomed(Image image, UnitState written) {
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
        Optional<UnitState> before = image.units().get(id);
        if (before.isPresent()) {
            for (NodeName node : before.get().unit().nodes().keySet()) {
                if (!unit.unit().nodes().containsKey(node)) {
                    homes = homes.remove(node);
                    Optional<NodeView> view = before.get().view(node);
                    strangers = view.isPresent() ? strangers.put(node, view.get()) : strangers;
                }
            }
        }
        return with(image, image.units().put(id, unit), homes, strangers);
    }

    private static Image erased(Image image, UnitId unit) {
        return with(image, image.units().remove(unit), image.homes(), image.strangers());
    }

    private static Image erased(Image image, ComputeDomainUid uid) {
        Optional<ComputeDomainState> gone = image.computeDomains().get(uid);
        return gone.isEmpty()
                ? image
                : withComputeDomains(
                        image,
                        image.computeDomains().remove(uid),
                        image.names().remove(gone.get().computeDomain().name()));
    }

    private static Image observed(Image image, NodeView view) {
        Optional<UnitId> home = image.homes().get(view.node());
        return home.isPresent()
                ? with(
                        image,
                        image.units().update(home.get(), unit -> unit.observed(view)),
                        image.homes(),
                        image.strangers())
                : with(image, image.units(), image.homes(), image.strangers().put(view.node(), view));
    }

    private static Image noted(Image image, Note note) {
        PersistentMap<ImageVersion, Note> notes = image.notes().put(image.version(), note);
        if (notes.size() > Image.MAX_NOTES) {
            notes = notes.remove(notes.iterator().next().key());
        }
        return new Image(
                image.version(),
                image.cluster(),
                image.units(),
                image.homes(),
                image.strangers(),
                image.computeDomains(),
                image.names(),
                notes,
                image.unreadable());
    }

    private static Image with(
            Image image,
            PersistentMap<UnitId, UnitState> units,
            PersistentMap<NodeName, UnitId> homes,
            PersistentMap<NodeName, NodeView> strangers) {
        return new Image(
                image.version(),
                image.cluster(),
                units,
                homes,
                strangers,
                image.computeDomains(),
                image.names(),
                image.notes(),
                image.unreadable());
    }

    private static Image withComputeDomains(
            Image image,
            PersistentMap<ComputeDomainUid, ComputeDomainState> computeDomains,
            PersistentMap<dev.heddle.contract.model.ComputeDomainName, ComputeDomainUid> names) {
        return new Image(
                image.version(),
                image.cluster(),
                image.units(),
                image.homes(),
                image.strangers(),
                computeDomains,
                names,
                image.notes(),
                image.unreadable());
    }
}
