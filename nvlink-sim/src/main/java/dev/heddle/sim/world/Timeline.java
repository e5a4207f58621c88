package dev.heddle.sim.world;

/** Time as a world sees it: what it is, and a call when it comes. */
public interface Timeline {

    /** Milliseconds of the epoch. */
    long now();

    /**
     * Calls {@code task} once, at {@code millis} or a little later; at once if that is past. Tasks are quick and never
     * run at the same time.
     */
    void at(long millis, Runnable task);
}
