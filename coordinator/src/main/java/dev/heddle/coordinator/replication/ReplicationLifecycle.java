package dev.heddle.coordinator.replication;

import org.springframework.context.SmartLifecycle;

/** Starts replication with the application, last, and stops it first. */
final class ReplicationLifecycle implements SmartLifecycle {

    private final Replication replication;
    private final boolean several;
    private volatile boolean running;

    ReplicationLifecycle(Replication replication, boolean several) {
        this.replication = replication;
        this.several = several;
    }

    @Override
    public void start() {
        replication.start(several);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        replication.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
