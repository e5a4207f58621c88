package dev.heddle.coordinator.replication;

import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.engine.port.Leadership;
import java.time.Duration;
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
    private static final Duration RETRY = Duration.ofSeconds(3);

    private final Parts parts;
    private final Supplier<Grid> opening;
    private final Wakeup changes = new Wakeup();
    private final ReplicationTurns turns;

    private volatile boolean closed;
    private @Nullable Thread opener;
    private @Nullable Worker imageWorker;
    private @Nullable Worker relayWorker;
    private @Nullable Runnable subscription;

    /**
     * @param parts what it works with
     * @param opening starts this replica's member of the grid
     * @param nanos monotonic clock
     */
    Replication(Parts parts, Supplier<Grid> opening, LongSupplier nanos) {
        this.parts = parts;
        this.opening = opening;
        this.turns = new ReplicationTurns(parts, nanos, changes);
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
        subscription = parts.engine().subscribe(turns::changed);
        relayWorker = Worker.start("relay", parts.hearsay().news(), turns::relay, () -> reopen(turns.relayStuck()));
        if (several) {
            imageWorker = Worker.start("replication", changes, turns::images, () -> reopen(turns.imagesStuck()));
            opener = Thread.ofPlatform().name("replication-start").daemon().start(this::open);
        }
    }

    /** A grid that is stuck is left, and joined anew: all that is in it can be made again. */
    private synchronized void reopen(boolean stuck) {
        Grid there = turns.grid();
        if (!stuck || closed || there == null) {
            return;
        }
        LOG.warn("The grid has not worked for {} s; this replica leaves it and joins anew", Trouble.STUCK.toSeconds());
        turns.left();
        opener = Thread.ofPlatform().name("replication-start").daemon().start(() -> {
            there.close();
            open();
        });
    }

    private void open() {
        while (!closed) {
            try {
                Grid opened = listening();
                turns.joined(opened);
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
            opened.listen(turns);
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
        Grid there = turns.grid();
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
