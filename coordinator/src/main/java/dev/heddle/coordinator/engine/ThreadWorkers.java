package dev.heddle.coordinator.engine;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One thread for commits, one for the rest. */
final class ThreadWorkers implements Workers {

    private final ScheduledExecutorService committing = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("committer").factory());
    private final ExecutorService aside = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("engine-aside").daemon().factory());

    @Override
    public void committing(Runnable work) {
        committing.execute(work);
    }

    @Override
    public void committingAfter(Duration delay, Runnable work) {
        var unused = committing.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void aside(Runnable work) {
        aside.execute(work);
    }

    @Override
    public void close() {
        committing.shutdown();
        aside.shutdown();
    }
}
