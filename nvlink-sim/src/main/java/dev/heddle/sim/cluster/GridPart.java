package dev.heddle.sim.cluster;

import dev.heddle.coordinator.replication.Cell;
import dev.heddle.coordinator.replication.Grid;
import dev.heddle.coordinator.replication.Item;
import dev.heddle.coordinator.replication.Kind;
import dev.heddle.sim.virtual.VirtualTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Members that reach each other, and the maps that they share. */
final class GridPart {

    private static final int MAX_MEMORIES = 4;

    private final VirtualTime time;
    private final GridEvents events;
    private final Consumer<String> wentBack;
    private final String release;
    private final List<GridMember> members = new ArrayList<>();
    private final TreeMap<Key, Entry> entries =
            new TreeMap<>(Comparator.comparing(Key::map).thenComparing(Key::name));
    private final Deque<Map<Key, Entry>> memories = new ArrayDeque<>();

    GridPart(VirtualTime time, GridEvents events, Consumer<String> wentBack, String release) {
        this.time = time;
        this.events = events;
        this.wentBack = wentBack;
        this.release = release;
    }

    /**
     * Name of an entry.
     *
     * @param map its map
     * @param name its key in that
     */
    record Key(Place map, String name) {

        /** Which partition of {@code count} it is in: the same in every run. */
        int partition(int count) {
            return Math.floorMod(31 * map.ordinal() + name.hashCode(), count);
        }
    }

    /** Maps of the grid. */
    enum Place {
        UNIT,
        COMPUTE_DOMAIN,
        NODE,
        UNREADABLE,
        NOTE,
        HEAD,
        SAID,
        REPLICAS,
        WANTS;

        static Place of(Kind kind) {
            return switch (kind) {
                case UNIT -> UNIT;
                case COMPUTE_DOMAIN -> COMPUTE_DOMAIN;
                case NODE -> NODE;
                case UNREADABLE -> UNREADABLE;
                case NOTE -> NOTE;
            };
        }

        Optional<Kind> kind() {
            return switch (this) {
                case UNIT -> Optional.of(Kind.UNIT);
                case COMPUTE_DOMAIN -> Optional.of(Kind.COMPUTE_DOMAIN);
                case NODE -> Optional.of(Kind.NODE);
                case UNREADABLE -> Optional.of(Kind.UNREADABLE);
                case NOTE -> Optional.of(Kind.NOTE);
                case HEAD, SAID, REPLICAS, WANTS -> Optional.empty();
            };
        }
    }

    private record Entry(Cell cell, long expires) {}

    String release() {
        return release;
    }

    List<GridMember> members() {
        return members;
    }

    void join(GridMember member) {
        members.add(member);
        shaken(member);
    }

    void leave(GridMember member) {
        if (members.remove(member)) {
            shaken(member);
        }
    }

    /** Everyone but {@code cause} hears that members changed. */
    private void shaken(@Nullable GridMember cause) {
        for (GridMember member : members) {
            if (member != cause) {
                member.tell(Grid.Listener::shaken);
            }
        }
    }

    void split(List<GridMember> lost, GridPart other) {
        members.removeAll(lost);
        other.members.addAll(lost);
        other.entries.putAll(entries);
        shaken(null);
        other.shaken(null);
    }

    void merge(GridPart lost) {
        members.addAll(lost.members);
        lost.entries.forEach((key, entry) -> {
            Entry standing = live(key);
            if (standing == null || entry.cell().newerThan(standing.cell())) {
                set(key, entry, null);
            }
            check(key, standing, entry.cell());
        });
        shaken(null);
    }

    /** Puts a cell unless a newer one stands there; answers the epoch of what stands there then. */
    long putIfNewer(Key key, Cell cell, long ttlSeconds, @Nullable GridMember by) {
        Entry standing = live(key);
        if (standing != null && standing.cell().newerThan(cell)) {
            return standing.cell().epoch();
        }
        put(key, cell, ttlSeconds, by);
        check(key, standing, cell);
        return cell.epoch();
    }

    /** Of what stood there and what came, the one with the higher version stands there now. */
    private void check(Key key, @Nullable Entry before, Cell came) {
        Cell now = get(key);
        if (now != null && (isLower(now, came) || (before != null && isLower(now, before.cell())))) {
            wentBack.accept(key.map() + " " + key.name() + " of the grid went back to " + now.version());
        }
    }

    private static boolean isLower(Cell one, Cell other) {
        return one.epoch() < other.epoch() || (one.epoch() == other.epoch() && one.sequence() < other.sequence());
    }

    void put(Key key, Cell cell, long ttlSeconds, @Nullable GridMember by) {
        long expires = ttlSeconds == 0 ? Long.MAX_VALUE : time.nanos() + ttlSeconds * 1_000_000_000L;
        set(key, new Entry(cell, expires), by);
    }

    private void set(Key key, Entry entry, @Nullable GridMember by) {
        entries.put(key, entry);
        Consumer<Grid.Listener> event = event(key, entry.cell());
        if (key.map() != Place.REPLICAS) {
            for (GridMember member : members) {
                if (member != by) {
                    events.send(member, () -> member.hear(event));
                }
            }
        }
    }

    private static Consumer<Grid.Listener> event(Key key, Cell cell) {
        return switch (key.map()) {
            case HEAD -> listener -> listener.head(cell);
            case SAID -> listener -> listener.said(cell);
            case WANTS, REPLICAS -> Grid.Listener::wanted;
            case UNIT, COMPUTE_DOMAIN, NODE, UNREADABLE, NOTE -> {
                Item item = new Item(key.map().kind().orElseThrow(), key.name());
                yield listener -> listener.part(item, cell);
            }
        };
    }

    void remove(Key key) {
        entries.remove(key);
    }

    @Nullable
    Cell get(Key key) {
        Entry entry = live(key);
        return entry == null ? null : entry.cell();
    }

    private @Nullable Entry live(Key key) {
        Entry entry = entries.get(key);
        return entry == null || entry.expires() < time.nanos() ? null : entry;
    }

    /** What is in a map now. */
    Map<String, Cell> all(Place place) {
        Map<String, Cell> all = new TreeMap<>();
        entries.subMap(new Key(place, ""), true, new Key(place, "\uffff"), true).forEach((key, entry) -> {
            if (entry.expires() >= time.nanos()) {
                all.put(key.name(), entry.cell());
            }
        });
        return all;
    }

    void remember() {
        entries.values().removeIf(entry -> entry.expires() < time.nanos());
        memories.addLast(new TreeMap<>(entries));
        if (memories.size() > MAX_MEMORIES) {
            memories.removeFirst();
        }
    }

    void lose(RandomGenerator random, double share) {
        entries.values().removeIf(entry -> random.nextDouble() < share);
    }

    void resurrect(RandomGenerator random, double share) {
        if (!memories.isEmpty()) {
            memories.getFirst().forEach((key, entry) -> {
                if (random.nextDouble() < share) {
                    set(key, entry, null);
                }
            });
        }
    }
}
