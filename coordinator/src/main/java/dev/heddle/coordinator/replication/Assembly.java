package dev.heddle.coordinator.replication;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts a standby's image together from cells, which come in any order, late, twice or not at all. An image is shown
 * only where everything that its head counts is there and nothing else: never a mixture of two versions. Not
 * thread-safe.
 */
final class Assembly {

    /** Cells that may wait for their head; at one more, everything is read anew. */
    static final int MAX_WAITING = 200_000;

    private final ClusterId cluster;
    private final CellReader reader;
    private final Stamps stamps = new Stamps();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<Item, Cell> ready = new LinkedHashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final Set<NodeName> nodes = new HashSet<>();

    private Image image;
    private long epoch;
    private boolean fresh = true;

    /**
     * Knows nothing yet.
     *
     * @param cluster identity of this replica's ledger; another's heads are ignored
     */
    Assembly(ClusterId cluster, Bodies bodies) {
        this.cluster = cluster;
        this.reader = new CellReader(bodies);
        this.image = Image.empty(cluster);
    }

    private record Waiting(Item item, Cell cell) {}

    /**
     * A whole image.
     *
     * @param image the image
     * @param events what changed since the last one shown
     * @param nodes nodes whose observation or desired state may have changed
     * @param reloaded whether it was put together from nothing
     */
    record Whole(Image image, List<Event> events, Set<NodeName> nodes, boolean reloaded) {}

    /** Forgets everything; cells must be handed in anew. */
    void restart() {
        waiting.clear();
        epoch = 0;
    }

    /** A cell came in. False if too many wait. */
    boolean cell(Item item, Cell cell) {
        if (cell.epoch() >= epoch) {
            waiting.add(new Waiting(item, cell));
        }
        return waiting.size() <= MAX_WAITING;
    }

    /** A leader's word on the whole came in. Empty if something is still missing, or the head is an old one. */
    Optional<Whole> head(ImageVersion version, Head head) {
        if (version.epoch() < epoch || !head.cluster().equals(cluster)) {
            return Optional.empty();
        }
        if (version.epoch() > epoch) {
            startOver(version.epoch());
        }
        takeUpTo(version);
        if (!isWhole(head)) {
            return Optional.empty();
        }
        image = applied().at(version);
        Whole whole = new Whole(image, List.copyOf(events), Set.copyOf(nodes), fresh);
        events.clear();
        nodes.clear();
        fresh = false;
        return Optional.of(whole);
    }

    private boolean isWhole(Head head) {
        return stamps.count() == head.count() && stamps.checksum() == head.checksum();
    }

    private void startOver(long newEpoch) {
        epoch = newEpoch;
        image = Image.empty(cluster).at(new ImageVersion(newEpoch, 0));
        stamps.clear();
        ready.clear();
        waiting.removeIf(one -> one.cell().epoch() < newEpoch);
        events.clear();
        nodes.clear();
        fresh = true;
    }

    private void takeUpTo(ImageVersion version) {
        waiting.removeIf(one -> {
            boolean now = one.cell().version().compareTo(version) <= 0;
            if (now && newer(one)) {
                stamps.put(one.item(), one.cell());
                ready.put(one.item(), one.cell());
            }
            return now;
        });
    }

    /** All at once: half of a node's move would look like its leaving. */
    private Image applied() {
        Map<Kind, Map<String, Cell>> byKind = new EnumMap<>(Kind.class);
        ready.forEach((item, cell) -> byKind.computeIfAbsent(item.kind(), kind -> new LinkedHashMap<>())
                .put(item.key(), cell));
        Image result = image;
        for (Map.Entry<Kind, Map<String, Cell>> cells : byKind.entrySet()) {
            result = reader.read(result, cells.getKey(), cells.getValue(), new CellReader.Seen(events, nodes));
        }
        ready.clear();
        return result;
    }

    private boolean newer(Waiting one) {
        return stamps.of(one.item())
                .map(known -> one.cell().version().compareTo(known) > 0)
                .orElse(true);
    }
}
