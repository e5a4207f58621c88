package dev.heddle.sim.virtual;

import dev.heddle.sim.world.Timeline;

/**
 * The hardware's time is virtual time.
 *
 * @param time which
 */
record WorldTime(VirtualTime time) implements Timeline {

    @Override
    public long now() {
        return time.wallMillis();
    }

    @Override
    public void at(long millis, Runnable task) {
        long nanos = (millis - VirtualTime.START.toEpochMilli()) * 1_000_000;
        time.at(nanos, "hardware", task);
    }
}
