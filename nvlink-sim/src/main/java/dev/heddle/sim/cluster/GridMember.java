package dev.heddle.sim.cluster;

import dev.heddle.coordinator.replication.Cell;
import dev.heddle.coordinator.replication.Grid;
import dev.heddle.coordinator.replication.Item;
import dev.heddle.coordinator.replication.Kind;
import dev.heddle.sim.cluster.GridPart.Key;
import dev.heddle.sim.cluster.GridPart.Place;
import dev.heddle.sim.virtual.Host;
import dev.heddle.sim.virtual.VirtualProcess;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One process's member of the grid. While it does not reach the others, whatever it asks fails. */
final class GridMember implements Grid {

    /** How long it is remembered that a thing has gone, as by the real grid. */
    private static final long GONE_SECONDS = 60;

    private static final long SHAKEN_NANOS = 1_000_000;
    private static final Key HEAD = new Key(Place.HEAD, "head");

    private final SharedGrid grid;
    private final VirtualProcess process;
    private final String replica;
    private final Deque<Runnable> arriving = new ArrayDeque<>();
    private @Nullable Listener listener;
    private long unreachedSince = Long.MAX_VALUE;
    private int stuck = -1;

    GridMember(SharedGrid grid, VirtualProcess process, String replica) {
        this.grid = grid;
        this.process = process;
        this.replica = replica;
    }

    String replica() {
        return replica;
    }

    Host host() {
        return process.host();
    }

    void stick(int partition) {
        stuck = partition;
    }

    /** Whether it says nothing, as it stands still. */
    boolean isSilent() {
        return process.paused();
    }

    long unreachedSince() {
        return unreachedSince;
    }

    void unreachedSince(long nanos) {
        unreachedSince = nanos;
    }

    /** Has an event happen in this process, after those that are on their way already. */
    void deliver(long delayNanos, Runnable event) {
        arriving.add(event);
        process.after(delayNanos, "grid event", () -> {
            Runnable first = arriving.poll();
            if (first != null) {
                first.run();
            }
        });
    }

    void hear(Consumer<Listener> event) {
        if (listener != null) {
            event.accept(listener);
        }
    }

    /** Tells something that never gets lost. */
    void tell(Consumer<Listener> event) {
        deliver(SHAKEN_NANOS, () -> hear(event));
    }

    @Override
    public void listen(Listener told) {
        listener = told;
    }

    private GridPart part() {
        if (!process.alive()) {
            throw new IllegalStateException("this member is not active");
        }
        GridPart part = grid.part(this);
        if (!grid.reachesAll(this, part.members())) {
            throw new IllegalStateException("a partition of the grid does not answer");
        }
        return part;
    }

    /** The part, for one key of it. */
    private GridPart part(Key key) {
        GridPart part = part();
        if (key.partition(SharedGrid.PARTITIONS) == stuck) {
            throw new IllegalStateException("partition " + stuck + " is migrating");
        }
        return part;
    }

    /** The part, for all of it. */
    private GridPart whole() {
        GridPart part = part();
        if (stuck >= 0) {
            throw new IllegalStateException("partition " + stuck + " is migrating");
        }
        return part;
    }

    @Override
    public CompletionStage<Long> put(Item item, Cell cell) {
        return putIfNewer(key(item), cell, cell.isGone() ? GONE_SECONDS : 0);
    }

    /** Whether it fails is known at once; as with the real grid, only the result says so. */
    private CompletionStage<Long> putIfNewer(Key key, Cell cell, long ttlSeconds) {
        try {
            return CompletableFuture.completedFuture(part(key).putIfNewer(key, cell, ttlSeconds, this));
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Key key(Item item) {
        return new Key(Place.of(item.kind()), item.key());
    }

    @Override
    public void delete(Item item) {
        part(key(item)).remove(key(item));
    }

    @Override
    public Set<String> keys(Kind kind) {
        return whole().all(Place.of(kind)).keySet();
    }

    @Override
    public Collection<Map.Entry<String, Cell>> parts(Kind kind) {
        return whole().all(Place.of(kind)).entrySet();
    }

    @Override
    public long putHead(Cell cell) {
        return part(HEAD).putIfNewer(HEAD, cell, 0, this);
    }

    @Override
    public Optional<Cell> head() {
        return Optional.ofNullable(part(HEAD).get(HEAD));
    }

    @Override
    public void want(String who, Cell cell) {
        Key key = new Key(Place.WANTS, who);
        part(key).put(key, cell, 0, this);
    }

    @Override
    public CompletionStage<Long> putSaid(String node, Cell cell, long ttlSeconds) {
        return putIfNewer(new Key(Place.SAID, node), cell, ttlSeconds);
    }

    @Override
    public Collection<Cell> said() {
        return whole().all(Place.SAID).values();
    }

    @Override
    public void putReplica(String who, Cell cell, long ttlSeconds) {
        Key key = new Key(Place.REPLICAS, who);
        part(key).putIfNewer(key, cell, ttlSeconds, this);
    }

    @Override
    public Collection<Map.Entry<String, Cell>> replicas() {
        return whole().all(Place.REPLICAS).entrySet();
    }

    @Override
    public Set<String> alive() {
        return grid.alive(this);
    }

    @Override
    public void close() {
        grid.leave(this);
    }
}
