package dev.heddle.coordinator.replication;

import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.engine.port.Leadership;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs replication: the leader's changes out, the others' in, and agents' words to whoever leads. A replica without
 * others has no grid and only hands its agents' words to its own engine. The grid starts beside everything else, as it
 * takes seconds.
 */
final class Replication implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Replication.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(3);

    private final Parts parts;
    private final Supplier<Grid> opening;
    private final LongSupplier nanos;
    private final Wakeup changes = new Wakeup();
    private final AtomicBoolean shaken = new AtomicBoolean();

    private volatile @Nullable Grid grid;
    private volatile boolean closed;
    private @Nullable Thread opener;
    private @Nullable Worker imageWorker;
    private @Nullable Worker relayWorker;
    private @Nullable Runnable subscription;
    private long lastHead;
    private long lastBoard;

    /**
     * @param parts what it works with
     * @param opening starts this replica's member of the grid
     * @param nanos monotonic clock
     */
    Replication(Parts parts, Supplier<Grid> opening, LongSupplier nanos) {
        this.parts = parts;
        this.opening = opening;
        this.nanos = nanos;
        this.lastHead = nanos.getAsLong();
        this.lastBoard = lastHead;
    }

    /**
     * What replication works with.
     *
     * @param engine this replica's engine
     * @param leadership who leads
     * @param publisher the leader's side
     * @param follower the standby's side
     * @param hearsay what this replica's agents said
     * @param relay carries it
     * @param board the replicas
     */
    record Parts(
            Engine engine,
            Leadership leadership,
            Publisher publisher,
            Follower follower,
            Hearsay hearsay,
            Relay relay,
            ReplicaBoard board) {}

    /** Starts; with {@code several} replicas, a grid as well. */
    synchronized void start(boolean several) {
        subscription = parts.engine().subscribe(this::changed);
        relayWorker = Worker.start("relay", parts.hearsay().news(), this::relay);
        if (several) {
            imageWorker = Worker.start("replication", changes, this::images);
            opener = Thread.ofPlatform().name("replication-start").daemon().start(this::open);
        }
    }

    private void open() {
        while (!closed) {
            try {
                Grid opened = listening();
                grid = opened;
                changes.set();
                LOG.info("Replication is up; replicas: {}", opened.alive());
                if (closed) {
                    opened.close();
                }
                return;
            } catch (RuntimeException e) {
                LOG.error("Replication does not start; it is tried again in {} s", RETRY.toSeconds(), e);
                pause();
            }
        }
    }

    /** A member that does not come to listen is closed, or the next one could not start. */
    private Grid listening() {
        Grid opened = opening.get();
        try {
            opened.listen(new Ears());
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void changed(Engine.Change change) {
        if (parts.engine().status().leading()) {
            parts.publisher().changed(change);
            parts.relay().changed(change, change.nodes());
            changes.set();
        }
    }

    private void images() {
        Grid there = grid;
        if (there == null) {
            return;
        }
        if (shaken.getAndSet(false)) {
            parts.publisher().everything();
        }
        long now = nanos.getAsLong();
        if (parts.engine().status().leading()) {
            parts.follower().ignore();
            if (parts.publisher().due() || now - lastHead > HEARTBEAT.toNanos()) {
                parts.publisher().turn(there);
                lastHead = now;
            }
        } else {
            parts.follower().turn(there);
        }
        if (now - lastBoard > HEARTBEAT.toNanos()) {
            lastBoard = now;
            parts.board().turn(there);
        }
    }

    private void relay() {
        Engine.Status status = parts.engine().status();
        Leadership.View view = parts.leadership().view();
        String leader = status.leading()
                ? status.replica() + "@" + status.epoch()
                : view.leader().orElse("") + "@" + view.epoch();
        parts.relay().turn(Optional.ofNullable(grid), leader);
    }

    /** Hears the grid, on its threads. */
    private final class Ears implements Grid.Listener {

        @Override
        public void part(Item item, Cell cell) {
            if (!parts.engine().status().leading()) {
                parts.follower().part(item, cell);
            }
        }

        @Override
        public void head(Cell cell) {
            if (!parts.engine().status().leading()) {
                parts.follower().head(cell);
                changes.set();
            }
        }

        @Override
        public void said(Cell cell) {
            parts.relay().said(cell);
        }

        @Override
        public void wanted() {
            shaken.set(true);
            changes.set();
        }

        @Override
        public void shaken() {
            shaken.set(true);
            parts.hearsay().tellAgain();
            changes.set();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.run();
        }
        if (opener != null) {
            opener.interrupt();
        }
        close(relayWorker);
        close(imageWorker);
        Grid there = grid;
        if (there != null) {
            there.close();
        }
    }

    private static void close(@Nullable Worker worker) {
        if (worker != null) {
            worker.close();
        }
    }
}
