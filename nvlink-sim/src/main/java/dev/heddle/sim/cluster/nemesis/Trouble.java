package dev.heddle.sim.cluster.nemesis;

import java.util.Map;
import java.util.Optional;

/** Brings a fault of one kind about. */
@FunctionalInterface
interface Trouble {

    /**
     * Does it now, and enters its repair.
     *
     * @param chance everything is drawn from it
     * @return what was done, for people, such as {@code pause coordinator-2 for 3.200 s}; empty if there was nothing
     *     that it could be done to
     */
    Optional<String> make(Chance chance);

    /** Faults of one part of the cluster. */
    @FunctionalInterface
    interface Group {

        /** How to bring about each kind that belongs here. */
        Map<FaultKind, Trouble> troubles();
    }
}
