package dev.heddle.agent;

import dev.heddle.agent.apply.DiskStorage;
import dev.heddle.agent.apply.Storage;
import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the agents of one process share: threads, time and chance.
 *
 * @param executor runs everything that agents do; virtual threads suit
 * @param timer one thread that only wakes agents
 * @param nanoTime monotonic clock
 * @param random draws ids and delays; safe for several threads
 * @param storage the agents' file operations
 */
public record AgentRuntime(
        ExecutorService executor,
        ScheduledExecutorService timer,
        LongSupplier nanoTime,
        RandomGenerator random,
        Storage storage)
        implements AutoCloseable {

    /** Virtual threads, one timer thread, the machine's clock, disk and randomness. */
    public static AgentRuntime create() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("heddle-agent-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        return new AgentRuntime(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("heddle-agent-", 0).factory()),
                timer,
                System::nanoTime,
                new SecureRandom(),
                new DiskStorage());
    }

    /** Ends the threads; agents must be closed before. */
    @Override
    public void close() {
        timer.shutdownNow();
        executor.close();
    }
}
