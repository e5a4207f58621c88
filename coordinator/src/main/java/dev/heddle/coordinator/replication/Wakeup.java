package dev.heddle.coordinator.replication;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one thread, however often it is set off meanwhile. */
final class Wakeup {

    private final Semaphore permits = new Semaphore(0);
    private final Runnable onSet;

    Wakeup() {
        this(() -> {});
    }

    /** {@code onSet} is called each time that it is set off. */
    Wakeup(Runnable onSet) {
        this.onSet = onSet;
    }

    /** Wakes it, now or when it next waits. */
    void set() {
        if (permits.availablePermits() == 0) {
            permits.release();
        }
        onSet.run();
    }

    /** Waits until set off, at most for {@code time}. */
    void await(Duration time) throws InterruptedException {
        if (permits.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            permits.drainPermits();
        }
    }
}
