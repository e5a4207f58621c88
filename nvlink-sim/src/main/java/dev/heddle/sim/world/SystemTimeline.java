package dev.heddle.sim.world;

import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real time, on one thread. */
public final class SystemTimeline implements Timeline, AutoCloseable {

    private final InstantSource clock = InstantSource.system();
    private final ScheduledThreadPoolExecutor executor;

    /** Starts the thread when it is first needed. */
    public SystemTimeline() {
        executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("sim-timeline").factory());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long now() {
        return clock.millis();
    }

    @Override
    public void at(long millis, Runnable task) {
        try {
            executor.schedule(task, Math.max(0, millis - now()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // closed: nobody waits for the task any more
            return;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
