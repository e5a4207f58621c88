package dev.heddle.agent.work;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/** What a killed agent cannot pass: once shut, no effect begins, and none is under way. */
public final class LifeGate {

    private final ReentrantLock lock = new ReentrantLock();
    private boolean open = true;

    /**
     * Has one effect, whole.
     *
     * @throws AgentKilledException if the gate is shut
     */
    public <T> T pass(Effect<T> effect) throws IOException {
        lock.lock();
        try {
            if (!open) {
                throw new AgentKilledException();
            }
            return effect.run();
        } finally {
            lock.unlock();
        }
    }

    /** Shuts the gate; returns once no effect is under way. */
    public void shut() {
        lock.lock();
        try {
            open = false;
        } finally {
            lock.unlock();
        }
    }

    /** Whether effects may still happen. */
    public boolean isOpen() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** Something that touches the node. */
    @FunctionalInterface
    public interface Effect<T> {
        T run() throws IOException;
    }
}
