package dev.heddle.coordinator.replication;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.engine.port.StandbyFeed;
import dev.heddle.coordinator.engine.port.StandbyPicture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A standby's side: what the leader wrote becomes this replica's image. If something does not come, it is read from
 * the maps; if it is not there either, the leader is asked to write everything again. {@link #part}, {@link #head} and
 * {@link #doubt} may be called from any thread, the rest by one.
 */
final class Follower implements StandbyPicture {

    /** Arrivals that may wait for their turn; at one more, everything is read anew. */
    static final int MAX_ARRIVALS = 100_000;

    /** How long something may be missing before it is looked for. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(MAX_ARRIVALS);
    private final AtomicBoolean overflow = new AtomicBoolean(true);
    private final AtomicBoolean doubted = new AtomicBoolean();
    private final Assembly assembly;
    private final String replica;
    private final ClusterId cluster;
    private final StandbyFeed feed;
    private final LongSupplier nanos;

    private long freshAt;
    private long lookedAt;
    private boolean lookedOnce;
    private long droppedAt;
    // The head in the maps may be what is in doubt: only one that a leader writes now ends it.
    private boolean liveOnly;

    /**
     * @param replica this replica's name
     * @param cluster identity of its ledger
     * @param bodies reads cells
     * @param feed is given images
     * @param nanos monotonic clock
     */
    Follower(String replica, ClusterId cluster, Bodies bodies, StandbyFeed feed, LongSupplier nanos) {
        this.replica = replica;
        this.cluster = cluster;
        this.assembly = new Assembly(cluster, bodies);
        this.feed = feed;
        this.nanos = nanos;
        this.freshAt = nanos.getAsLong();
        this.lookedAt = freshAt;
        this.droppedAt = freshAt - PATIENCE.toNanos();
    }

    /** Something that came in; a head has no item. */
    private record Arrival(@Nullable Item item, Cell cell) {}

    /** A part of the image came in. */
    void part(Item item, Cell cell) {
        offer(new Arrival(item, cell));
    }

    /** A leader's word on the whole came in. */
    void head(Cell cell) {
        offer(new Arrival(null, cell));
    }

    @Override
    public void doubt() {
        doubted.set(true);
    }

    private void offer(Arrival arrival) {
        if (!arrivals.offer(arrival)) {
            overflow.set(true);
        }
    }

    /** This replica leads: nothing that comes in is of interest, and all of it afterwards. */
    void ignore() {
        arrivals.clear();
        overflow.set(true);
        doubted.set(false);
        liveOnly = false;
        freshAt = nanos.getAsLong();
    }

    /** Takes in what has come, and looks for what has not. */
    void turn(Cells cells) {
        if (doubted.getAndSet(false) && nanos.getAsLong() - droppedAt >= PATIENCE.toNanos()) {
            drop();
        }
        if (overflow.getAndSet(false)) {
            reload(cells);
        }
        List<Arrival> taken = new ArrayList<>();
        arrivals.drainTo(taken);
        taken.forEach(this::take);
        Duration age = Duration.ofNanos(nanos.getAsLong() - freshAt);
        feed.staleness(age);
        if (age.compareTo(PATIENCE) > 0 && nanos.getAsLong() - lookedAt > PATIENCE.toNanos()) {
            look(cells);
        }
    }

    /** At most once per {@link #PATIENCE}, so that no agent keeps a standby without a picture. */
    private void drop() {
        LOG.warn("An agent was told more than this replica shows; its picture is dropped and taken anew");
        droppedAt = nanos.getAsLong();
        liveOnly = true;
        overflow.set(true);
        feed.replicated(Image.empty(cluster), List.of(), Set.of(), true);
    }

    private void take(Arrival arrival) {
        if (arrival.item() == null) {
            takeHead(arrival.cell());
        } else if (!assembly.cell(arrival.item(), arrival.cell())) {
            overflow.set(true);
        }
    }

    private void takeHead(Cell cell) {
        try {
            assembly.head(cell.version(), Bodies.head(cell.body())).ifPresent(whole -> {
                freshAt = nanos.getAsLong();
                lookedOnce = false;
                liveOnly = false;
                feed.replicated(whole.image(), whole.events(), whole.nodes(), whole.reloaded());
            });
        } catch (IOException e) {
            LOG.error("A leader's head cannot be read", e);
        }
    }

    /** First in the maps; then, if a leader lives, with it. */
    private void look(Cells cells) {
        lookedAt = nanos.getAsLong();
        if (lookedOnce || liveOnly) {
            ImageVersion at = cells.head().map(Cell::version).orElse(ImageVersion.NONE);
            LOG.debug("Something of {} is missing; the leader is asked for everything", at);
            cells.want(replica, Cell.gone(new ImageVersion(at.epoch(), nanos.getAsLong())));
        }
        lookedOnce = !lookedOnce;
        reload(cells);
    }

    private void reload(Cells cells) {
        arrivals.clear();
        assembly.restart();
        Optional<Cell> head = cells.head();
        for (Kind kind : Kind.values()) {
            for (Map.Entry<String, Cell> part : cells.parts(kind)) {
                take(new Arrival(new Item(kind, part.getKey()), part.getValue()));
            }
        }
        if (!liveOnly) {
            head.ifPresent(this::takeHead);
        }
    }
}
