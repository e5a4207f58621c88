package dev.heddle.coordinator.agents;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads for pushes, which wait for nothing: each stream has at most one in the line. Few threads that find the next
 * one in it cost less than one that starts for each. Not an executor bean itself: Spring would then make none of its own.
 */
final class AgentThreads implements AutoCloseable {

    private final ExecutorService executor = Executors.newFixedThreadPool(
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            Thread.ofPlatform().name("agent-push-", 0).daemon().factory());

    Executor executor() {
        return executor;
    }

    @Override
    public void close() {
        executor.close();
    }
}
