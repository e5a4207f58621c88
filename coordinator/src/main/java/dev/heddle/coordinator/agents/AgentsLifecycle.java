package dev.heddle.coordinator.agents;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** Starts and stops what the sessions need: news from the engine, and a sweep several times per heartbeat. */
class AgentsLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AgentsLifecycle.class);

    private final Sessions sessions;
    private final Duration heartbeat;
    private final Sweeping sweeping;
    private @Nullable ScheduledExecutorService sweeper;
    private @Nullable Runnable subscription;

    AgentsLifecycle(Sessions sessions, Duration heartbeat) {
        this.sessions = sessions;
        this.sweeping = new Sweeping(sessions);
        this.heartbeat = heartbeat;
    }

    @Override
    public synchronized void start() {
        subscription = sessions.engine().subscribe(sessions::changed);
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("agent-sweep").daemon().factory());
        long period = heartbeat.toMillis() / Sweeping.PER_HEARTBEAT;
        started.scheduleWithFixedDelay(this::sweep, period, period, TimeUnit.MILLISECONDS);
        sweeper = started;
    }

    /** Before the gRPC server stops, which would wait for the streams. */
    @EventListener(ContextClosedEvent.class)
    void closing() {
        sessions.stop();
    }

    @Override
    public synchronized void stop() {
        if (subscription != null) {
            subscription.run();
            subscription = null;
        }
        if (sweeper != null) {
            sweeper.shutdownNow();
            sweeper = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return sweeper != null;
    }

    private void sweep() {
        try {
            sweeping.turn();
        } catch (RuntimeException e) {
            LOG.error("Sweep of agent sessions failed", e);
        }
    }
}
