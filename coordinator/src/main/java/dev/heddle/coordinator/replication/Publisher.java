package dev.heddle.coordinator.replication;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.engine.Engine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The leader's side: what changed goes into the grid, of each thing only the newest, then the head. What waits is
 * bounded by the number of things there are. {@link #changed} is called by the engine's thread, the rest by one other.
 */
final class Publisher {

    /** Lines of the event feed that a standby is given when it starts or a leader takes over. */
    static final int MAX_NOTES = 500;

    private final Bodies bodies;
    private final String replica;
    private final Set<Item> dirty = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean everything = new AtomicBoolean(true);
    private final Stamps stamps = new Stamps();
    // Those that stand in the grid, the last leader's too, oldest first.
    private final SequencedSet<Item> notes = new LinkedHashSet<>();

    private volatile @Nullable Image newest;
    private ImageVersion lastNote = ImageVersion.NONE;
    private long epoch;
    private long supersededBy;

    /**
     * @param bodies makes bytes of parts
     * @param replica this replica's name
     */
    Publisher(Bodies bodies, String replica) {
        this.bodies = bodies;
        this.replica = replica;
    }

    /** The leader's image changed. Returns at once. */
    void changed(Engine.Change change) {
        newest = change.after();
        if (change.reloaded() || change.events().isEmpty()) {
            everything.set(true);
        }
        change.events().forEach(event -> item(event).ifPresent(dirty::add));
    }

    /** Everything goes out again: the grid may have lost something. */
    void everything() {
        everything.set(true);
    }

    /** Whether something waits. */
    boolean due() {
        return everything.get() || !dirty.isEmpty();
    }

    /**
     * Whether a standby can do all that its agents need with the newest image: every record bears the leader's epoch, and
     * every node was heard.
     */
    boolean isWhole() {
        Image image = newest;
        if (image != null) {
            for (UnitState unit : image.units().values()) {
                if (image.unstamped(unit) || !unit.everyNodeHeard()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Epoch of a newer leader that this one met in the grid, 0 = none. */
    long supersededBy() {
        return supersededBy;
    }

    /** Writes what has changed, then the head. What could not be written is tried again in the next turn. */
    void turn(Cells cells) {
        boolean whole = everything.getAndSet(false);
        Set<Item> items = new HashSet<>(dirty);
        dirty.removeAll(items);
        Image image = newest;
        if (image == null) {
            return;
        }
        try {
            if (image.version().epoch() != epoch) {
                startOver(cells, image.version().epoch());
                whole = true;
            }
            if (supersededBy > epoch) {
                return;
            }
            write(cells, image, whole ? all(cells, image) : items);
        } catch (RuntimeException e) {
            dirty.addAll(items);
            if (whole) {
                everything.set(true);
            }
            throw e;
        }
    }

    private void startOver(Cells cells, long newEpoch) {
        notes.clear();
        cells.keys(Kind.NOTE).stream()
                .map(ImageVersion::parse)
                .sorted()
                .map(at -> new Item(Kind.NOTE, at.toString()))
                .forEach(notes::addLast);
        epoch = newEpoch;
        stamps.clear();
        lastNote = ImageVersion.NONE;
    }

    private void write(Cells cells, Image image, Collection<Item> items) {
        ImageVersion version = image.version();
        Pipeline writes = new Pipeline();
        // In an order of their own: that of a hash table of enums differs from process to process.
        for (Item item : new TreeSet<>(items)) {
            Cell cell =
                    bodies.of(image, item).map(body -> Cell.of(version, body)).orElseGet(() -> Cell.gone(version));
            writes.add(cells.put(item, cell), standing -> {
                if (!refused(standing)) {
                    stamps.put(item, cell);
                }
            });
        }
        writes.finish();
        if (supersededBy > epoch) {
            return;
        }
        notes(cells, image);
        Head head = new Head(image.cluster(), replica, stamps.count(), stamps.checksum());
        refused(cells.putHead(Cell.of(version, Bodies.head(head))));
    }

    private boolean refused(long standing) {
        if (standing > epoch) {
            supersededBy = standing;
        }
        return standing > epoch;
    }

    /** Notes never change; only new ones are written, and as many are kept as an image keeps. */
    private void notes(Cells cells, Image image) {
        Pipeline writes = new Pipeline();
        List<ImageVersion> fresh = new ArrayList<>();
        image.notes().after(lastNote).forEach(entry -> fresh.add(entry.key()));
        for (ImageVersion at : fresh.subList(Math.max(0, fresh.size() - MAX_NOTES), fresh.size())) {
            Item item = new Item(Kind.NOTE, at.toString());
            if (!notes.contains(item)) {
                bodies.of(image, item)
                        .map(body -> cells.put(item, Cell.of(image.version(), body)))
                        .ifPresent(write -> writes.add(write, standing -> notes.addLast(item)));
            }
        }
        writes.finish();
        if (!fresh.isEmpty()) {
            lastNote = fresh.getLast();
        }
        while (notes.size() > Image.MAX_NOTES) {
            cells.delete(notes.removeFirst());
        }
    }

    /** What the image has, and what it has not: of the grid, or, where that has forgotten it, of what was written. */
    private Set<Item> all(Cells cells, Image image) {
        Set<Item> all = stamps.items();
        for (Kind kind : Kind.values()) {
            if (kind.essential()) {
                cells.keys(kind).forEach(key -> all.add(new Item(kind, key)));
            }
        }
        image.units().forEach(unit -> {
            all.add(new Item(Kind.UNIT, unit.key().value()));
            unit.value().views().keySet().forEach(node -> all.add(node(node)));
        });
        image.strangers().forEach(stranger -> all.add(node(stranger.key())));
        image.computeDomains()
                .forEach(entry ->
                        all.add(new Item(Kind.COMPUTE_DOMAIN, entry.key().value())));
        image.unreadable().forEach(entry -> all.add(new Item(Kind.UNREADABLE, entry.key())));
        return all;
    }

    private static Item node(NodeName node) {
        return new Item(Kind.NODE, node.value());
    }

    private static Optional<Item> item(Event event) {
        return switch (event) {
            case Event.UnitWritten written ->
                Optional.of(new Item(Kind.UNIT, written.unit().id().value()));
            case Event.UnitErased erased ->
                Optional.of(new Item(Kind.UNIT, erased.unit().value()));
            case Event.ComputeDomainWritten written ->
                Optional.of(new Item(
                        Kind.COMPUTE_DOMAIN, written.computeDomain().uid().value()));
            case Event.ComputeDomainErased erased ->
                Optional.of(new Item(Kind.COMPUTE_DOMAIN, erased.computeDomain().value()));
            case Event.NodeObserved observed ->
                Optional.of(node(observed.observation().node()));
            case Event.NodeDropped dropped -> Optional.of(node(dropped.node()));
            case Event.DomainMoved moved ->
                Optional.of(new Item(Kind.UNIT, moved.unit().value()));
            case Event.Noted noted -> Optional.empty();
        };
    }
}
