package dev.heddle.sim.chaos;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets clients work, or holds them between two of their tasks. */
final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean open = true;
    private boolean ended;
    private int inside;

    /** Waits until work may begin; false if there is no more. */
    boolean enter() throws InterruptedException {
        lock.lock();
        try {
            while (!open && !ended) {
                changed.await();
            }
            if (ended) {
                return false;
            }
            inside++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The task is done. */
    void leave() {
        lock.lock();
        try {
            inside--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody in, and waits until nobody is inside. */
    void close() throws InterruptedException {
        lock.lock();
        try {
            open = false;
            while (inside > 0) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets everybody in. */
    void open() {
        lock.lock();
        try {
            open = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether tasks should come to their end soon. */
    boolean closing() {
        lock.lock();
        try {
            return !open || ended;
        } finally {
            lock.unlock();
        }
    }

    /** No more work. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
