package dev.heddle.agent.work;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one action whenever it is raised, never twice at a time; any number of raises during a run make one further
 * run. Holds no thread while idle and no queue at all.
 */
public final class Wakeup {

    private final Executor executor;
    private final Runnable action;
    private final AtomicInteger raised = new AtomicInteger();

    /**
     * @param executor where runs happen, one task per burst
     * @param action what to do; what it throws is its thread's to report
     */
    public Wakeup(Executor executor, Runnable action) {
        this.executor = executor;
        this.action = action;
    }

    /** Asks for a run that begins after this call. */
    public void raise() {
        if (raised.getAndIncrement() == 0) {
            executor.execute(this::drain);
        }
    }

    private void drain() {
        int seen;
        do {
            seen = raised.get();
            runAction();
        } while (!raised.compareAndSet(seen, 0));
    }

    private void runAction() {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            raised.set(0);
            throw e;
        }
    }
}
