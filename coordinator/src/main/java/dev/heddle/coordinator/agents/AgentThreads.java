package dev.heddle.coordinator.agents;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Virtual threads for pushes. Not an executor bean itself: Spring would then make none of its own. */
final class AgentThreads implements AutoCloseable {

    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("agent-", 0).factory());

    Executor executor() {
        return executor;
    }

    @Override
    public void close() {
        executor.close();
    }
}
