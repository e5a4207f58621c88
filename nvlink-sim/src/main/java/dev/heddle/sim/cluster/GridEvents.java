package dev.heddle.sim.cluster;

import dev.heddle.sim.virtual.VirtualTime;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How events of the grid reach its members: in order, unless something is wrong. */
final class GridEvents {

    private static final long LEAST_NANOS = 100_000;
    private static final long USUAL_NANOS = 2_000_000;

    private final VirtualTime time;
    private final RandomGenerator random;
    private int dropped;
    private int repeated;
    private long delayedUntil;
    private long delayNanos;

    GridEvents(VirtualTime time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    void drop(int count) {
        dropped = count;
    }

    void repeat(int count) {
        repeated = count;
    }

    void delay(Duration duration) {
        delayNanos = duration.toNanos();
        delayedUntil = time.nanos() + delayNanos;
    }

    void mend() {
        dropped = 0;
        repeated = 0;
        delayedUntil = 0;
    }

    /** Sends one event on its way to a member. */
    void send(GridMember to, Runnable event) {
        if (dropped > 0) {
            dropped--;
            return;
        }
        to.deliver(delay(), event);
        if (repeated > 0) {
            repeated--;
            to.deliver(delay(), event);
        }
    }

    private long delay() {
        long usual = LEAST_NANOS + random.nextLong(USUAL_NANOS);
        return time.nanos() < delayedUntil ? usual + random.nextLong(delayNanos) : usual;
    }
}
