package dev.heddle.coordinator.api.watch;

import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.api.view.FabricIndex;
import dev.heddle.coordinator.api.view.FabricViews;
import dev.heddle.coordinator.engine.Engine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Turns the engine's changes into frames for readers.
 *
 * <p>Goal: a change is seen at once, a storm of changes costs no more than five frames a second, one in five seconds
 * while nobody reads, and a slow reader costs nothing. Constraint: the engine's thread only sets a flag here. Algorithm: one thread takes the newest image,
 * compares it with that of the frame before, notes which racks and ComputeDomains differ, and wakes the readers; each
 * reader goes from where it was to the newest frame in one step.
 */
public final class WatchHub implements SmartLifecycle {

    /** Readers at once. */
    public static final int MAX_WATCHERS = 256;

    /** Pause between two frames. */
    static final Duration INTERVAL = Duration.ofMillis(200);

    /** The same while nobody reads: a reader that comes back is still told what changed meanwhile. */
    static final Duration UNREAD_INTERVAL = Duration.ofSeconds(5);

    /** How often role and load are looked at while no image comes. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(WatchHub.class);

    private final Engine engine;
    private final Supplier<FabricIndex> indexes;
    private final Supplier<FabricViews.Control> control;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition dirtied = lock.newCondition();
    private final Condition framed = lock.newCondition();
    private final Condition opened = lock.newCondition();
    private final ChangeLog log;
    private Frame frame;
    private boolean dirty;
    private boolean running;
    private int watchers;
    private Runnable unsubscribe = () -> {};

    /**
     * Of what {@code engine} shows.
     *
     * @param indexes index of the newest image
     * @param control who leads
     */
    public WatchHub(Engine engine, Supplier<FabricIndex> indexes, Supplier<FabricViews.Control> control) {
        this.engine = engine;
        this.indexes = indexes;
        this.control = control;
        FabricIndex index = indexes.get();
        this.frame = new Frame(0, index, FabricViews.fabric(index, control.get()));
        this.log = new ChangeLog(index.image().version());
    }

    @Override
    public void start() {
        lock.lock();
        try {
            running = true;
            dirty = true;
        } finally {
            lock.unlock();
        }
        unsubscribe = engine.subscribe(change -> touch());
        Thread.ofPlatform().name("heddle-watch").daemon(true).start(this::run);
    }

    /** Ends every feed, so that the server can stop at once. */
    @Override
    public void stop() {
        unsubscribe.run();
        lock.lock();
        try {
            running = false;
            dirtied.signalAll();
            framed.signalAll();
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    private void touch() {
        lock.lock();
        try {
            dirty = true;
            dirtied.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (awaitDirt()) {
                step();
                pause();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitDirt() throws InterruptedException {
        lock.lock();
        try {
            long left = IDLE.toNanos();
            while (running && !dirty && left > 0) {
                left = dirtied.awaitNanos(left);
            }
            dirty = false;
            return running;
        } finally {
            lock.unlock();
        }
    }

    /** A reader that comes ends the longer pause. */
    private void pause() throws InterruptedException {
        lock.lock();
        try {
            long passed = 0;
            while (running && passed < (watchers > 0 ? INTERVAL : UNREAD_INTERVAL).toNanos()) {
                long left = (watchers > 0 ? INTERVAL : UNREAD_INTERVAL).toNanos() - passed;
                passed += left - Math.max(0, opened.awaitNanos(left));
            }
        } finally {
            lock.unlock();
        }
    }

    /** A fault here must not end the feed: the next change makes a frame again. */
    private void step() {
        try {
            FabricIndex index = indexes.get();
            Frame next = new Frame(frame.number() + 1, index, FabricViews.fabric(index, control.get()));
            boolean moved = !next.version().equals(frame.version());
            if (!moved && next.fabric().equals(frame.fabric())) {
                return;
            }
            Optional<ChangeSet> changes =
                    moved ? Optional.of(ChangeSet.between(frame.index(), index)) : Optional.empty();
            publish(next, changes);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("no frame could be made of the newest image");
        }
    }

    private void publish(Frame next, Optional<ChangeSet> changes) {
        lock.lock();
        try {
            changes.ifPresent(log::add);
            frame = next;
            framed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a reader's place; empty = there is none left. */
    public Optional<Place> open() {
        lock.lock();
        try {
            if (watchers >= MAX_WATCHERS || !running) {
                return Optional.empty();
            }
            watchers++;
            opened.signalAll();
            return Optional.of(new Place(this));
        } finally {
            lock.unlock();
        }
    }

    /** Readers now. */
    public int watchers() {
        lock.lock();
        try {
            return watchers;
        } finally {
            lock.unlock();
        }
    }

    private void close() {
        lock.lock();
        try {
            watchers--;
        } finally {
            lock.unlock();
        }
    }

    /** A reader's place. Closing it gives it back. */
    public static final class Place implements AutoCloseable {

        private final WatchHub hub;

        private Place(WatchHub hub) {
            this.hub = hub;
        }

        Frame now() {
            return hub.await(-1, Duration.ZERO).orElseThrow();
        }

        /** A frame after {@code number}, or the same one after {@code max}; empty = the feed ends. */
        Optional<Frame> after(long number, Duration max) {
            return hub.await(number, max).filter(frame -> hub.isRunning());
        }

        /** What changed between a version and a frame; empty = it is not known. */
        Optional<ChangeSet> since(ImageVersion version) {
            hub.lock.lock();
            try {
                return hub.log.since(version);
            } finally {
                hub.lock.unlock();
            }
        }

        @Override
        public void close() {
            hub.close();
        }
    }

    private Optional<Frame> await(long number, Duration max) {
        lock.lock();
        try {
            long left = max.toNanos();
            while (running && frame.number() <= number && left > 0) {
                left = framed.awaitNanos(left);
            }
            return Optional.of(frame);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
