package dev.heddle.coordinator.api;

import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.engine.Engine;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Lets requests wait for an image, at most {@link #MAX_WAITING} at once. The engine's thread only sets a flag: another
 * one wakes those who wait, and a burst of changes is one.
 */
@Component
class ImageWaits {

    /** Requests that may wait; one more is told to come again. */
    static final int MAX_WAITING = 1_024;

    private static final int RETRY_SECONDS = 1;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Engine engine;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Semaphore places = new Semaphore(MAX_WAITING);
    private final AtomicBoolean dirty = new AtomicBoolean();
    private final Thread waker;
    private final Runnable subscription;
    private volatile boolean stopped;

    ImageWaits(Engine engine) {
        this.engine = engine;
        this.waker = Thread.ofPlatform().name("heddle-image-waits").daemon().start(this::wakeAll);
        this.subscription = engine.subscribe(change -> touch());
    }

    /** The newest image, once {@code wanted} holds for it or {@code max} is over. */
    Image await(Predicate<Image> wanted, Duration max) {
        Image now = engine.image();
        if (wanted.test(now)) {
            return now;
        }
        if (!places.tryAcquire()) {
            throw Problem.of(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "TooManyWaiting",
                            MAX_WAITING + " requests wait already; ask again without waiting, or later.")
                    .retryAfter(RETRY_SECONDS)
                    .thrown();
        }
        try {
            return awaited(wanted, max);
        } finally {
            places.release();
        }
    }

    /** Requests that wait. */
    int waiting() {
        return MAX_WAITING - places.availablePermits();
    }

    private Image awaited(Predicate<Image> wanted, Duration max) {
        long left = max.toNanos();
        lock.lock();
        try {
            Image image = engine.image();
            while (!wanted.test(image) && left > 0) {
                // Woken too early or by chance, it asks again; the pause bounds a change missed before the wait.
                long slice = Math.min(left, TimeUnit.MILLISECONDS.toNanos(250));
                left -= slice - Math.max(0, changed.awaitNanos(slice));
                image = engine.image();
            }
            return image;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return engine.image();
        } finally {
            lock.unlock();
        }
    }

    /** Who has a place and is not seen here yet looks at the image after it took its place, and so at this change. */
    private void touch() {
        if (waiting() > 0 && !dirty.getAndSet(true)) {
            LockSupport.unpark(waker);
        }
    }

    private void wakeAll() {
        while (!stopped) {
            if (dirty.getAndSet(false)) {
                lock.lock();
                try {
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            } else {
                LockSupport.park(this);
            }
        }
    }

    @PreDestroy
    void stop() {
        subscription.run();
        stopped = true;
        LockSupport.unpark(waker);
    }
}
