package dev.heddle.sim.chaos;

import java.io.IOException;
import java.util.Set;

/**
 * A fault that lasts for a while.
 *
 * @param kind what kind
 * @param text what it does, for people
 * @param busy names of what it occupies, which no other fault may at the same time
 * @param millis how long it lasts
 * @param begin brings it about
 * @param end undoes it
 */
public record Fault(Kind kind, String text, Set<String> busy, long millis, Step begin, Step end) {

    /** Kinds of faults. */
    public enum Kind {
        /** kill -9, or a restart. */
        KILL,
        /** SIGSTOP, later SIGCONT. */
        PAUSE,
        /** Packets do not arrive. */
        PARTITION,
        /** No space on a disk. */
        DISK,
        /** The wall clock is set. */
        CLOCK
    }

    /** A part of it. */
    public interface Step {
        /** Does it. */
        void run() throws IOException;
    }

    /** Copies the names. */
    public Fault {
        busy = Set.copyOf(busy);
    }
}
