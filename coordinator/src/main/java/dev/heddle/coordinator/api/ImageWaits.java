package dev.heddle.coordinator.api;

import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.engine.Engine;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Lets requests wait for an image. */
@Component
class ImageWaits {

    private final Engine engine;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Runnable subscription;

    ImageWaits(Engine engine) {
        this.engine = engine;
        this.subscription = engine.subscribe(change -> wake());
    }

    /** The newest image, once {@code wanted} holds for it or {@code max} is over. */
    Image await(Predicate<Image> wanted, Duration max) {
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

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @PreDestroy
    void stop() {
        subscription.run();
    }
}
