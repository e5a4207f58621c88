package dev.heddle.coordinator.replication;

import com.hazelcast.spi.exception.RetryableException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that takes turns: when woken, and from time to time. A turn that fails is taken again a moment later. */
final class Worker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);

    private final Wakeup wakeup;
    private final Runnable turn;
    private final Runnable failure;
    private final Thread thread;
    private volatile boolean running = true;

    private Worker(String name, Wakeup wakeup, Runnable turn, Runnable failure) {
        this.wakeup = wakeup;
        this.turn = turn;
        this.failure = failure;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** Starts one; {@code failure} is called after each turn that failed, and must not throw. */
    static Worker start(String name, Wakeup wakeup, Runnable turn, Runnable failure) {
        Worker worker = new Worker(name, wakeup, turn, failure);
        worker.thread.start();
        return worker;
    }

    private void run() {
        boolean failed = false;
        while (running) {
            try {
                if (failed) {
                    Thread.sleep(AFTER_FAILURE);
                } else {
                    wakeup.await(PAUSE);
                }
                turn.run();
                failed = false;
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                if (running) {
                    log(e, failed);
                }
                failed = true;
                failure.run();
            }
        }
    }

    /** That members come and go is no fault: whoever runs a cluster is told once, and without a stack. */
    private void log(RuntimeException failure, boolean again) {
        if (again) {
            LOG.atDebug().setCause(failure).log("A turn of {} failed again", thread.getName());
        } else if (failure instanceof RetryableException) {
            LOG.atInfo().log("A turn of {} is taken again: {}", thread.getName(), failure.getMessage());
        } else {
            LOG.atWarn().setCause(failure).log("A turn of {} failed; it is taken again", thread.getName());
        }
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
