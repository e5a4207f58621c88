package dev.heddle.agent.testkit;

/** Ends the agent at its n-th effect from now, as a kill -9 would. */
public final class Crash {

    private long left = Long.MAX_VALUE;
    private long passed;

    /** Dies at the n-th effect, counted from 1. */
    public void after(long effects) {
        left = effects;
    }

    /** Never dies. */
    public void never() {
        left = Long.MAX_VALUE;
    }

    /** Effects so far. */
    public long passed() {
        return passed;
    }

    /** Whether the effect that begins now is the last, cut short. */
    public boolean strikes() {
        passed++;
        left--;
        return left == 0;
    }

    /** Dies here if it is time. */
    public void point() {
        if (strikes()) {
            throw new Killed();
        }
    }

    /** The agent is gone. */
    public static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
