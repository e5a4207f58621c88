package dev.heddle.sim.virtual;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/**
 * The clocks of one process: a monotonic one that may be fast or slow and begins anywhere, and a wall clock that may be
 * set wrong at any time.
 */
public final class ProcessClock implements InstantSource {

    private final VirtualTime time;
    private double rate = 1.0;
    private long since;
    private long base;
    private Duration wallError = Duration.ZERO;

    /**
     * @param time true time
     * @param origin what the monotonic clock shows now
     */
    ProcessClock(VirtualTime time, long origin) {
        this.time = time;
        this.since = time.nanos();
        this.base = origin;
    }

    /** The monotonic clock, nanoseconds. Two processes' clocks have nothing in common. */
    public long nanoTime() {
        long passed = time.nanos() - since;
        return base + (rate == 1.0 ? passed : (long) (passed * rate));
    }

    /** The wall clock. */
    @Override
    public Instant instant() {
        return time.wall().plus(wallError);
    }

    /** The wall clock as a {@link Clock} in UTC. */
    public Clock wall() {
        return withZone(ZoneOffset.UTC);
    }

    /** The wall clock jumps. */
    public void step(Duration by) {
        wallError = wallError.plus(by);
    }

    /** The wall clock is set right. */
    public void setRight() {
        wallError = Duration.ZERO;
    }

    /**
     * From now on the monotonic clock, and with it every timer that is set from now on, runs at this rate.
     *
     * @param newRate 1 = right, 2 = twice as fast
     */
    public void rate(double newRate) {
        if (!(newRate >= 0.01 && newRate <= 100)) {
            throw new IllegalArgumentException("a clock's rate must be 0.01 to 100, was " + newRate);
        }
        base = nanoTime();
        since = time.nanos();
        rate = newRate;
    }

    /** How long {@code nanos} of this clock are in true time. */
    long trueNanos(long nanos) {
        return rate == 1.0 ? nanos : (long) (nanos / rate);
    }
}
