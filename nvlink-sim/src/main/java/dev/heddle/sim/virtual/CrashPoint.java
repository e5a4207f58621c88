package dev.heddle.sim.virtual;

/**
 * Where an agent dies among the steps that it takes on its node.
 *
 * @param step which of its next steps, from 1
 * @param place before it, in the middle of it, or after it
 * @param power whether the whole node loses its power
 */
public record CrashPoint(int step, Place place, boolean power) {

    /** Where within a step. */
    public enum Place {
        /** nothing of it has happened. */
        BEFORE,
        /** a write is torn; any other step has not happened. */
        MIDDLE,
        /** it has happened, and nobody knows. */
        AFTER
    }
}
