package dev.heddle.coordinator.agents;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerExecutorProvider;

/**
 * Virtual threads for gRPC's handlers and for pushes; what they do is short, and ordered per stream. Not an executor
 * bean itself: Spring would then make none of its own.
 */
final class AgentThreads implements GrpcServerExecutorProvider, AutoCloseable {

    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("agent-", 0).factory());

    @Override
    public Executor getExecutor() {
        return executor;
    }

    @Override
    public void close() {
        executor.close();
    }
}
