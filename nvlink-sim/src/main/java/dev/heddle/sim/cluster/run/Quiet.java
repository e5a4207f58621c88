package dev.heddle.sim.cluster.run;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Silences the coordinators and agents of a simulation: what they complain of is what faults do to them, thousands of
 * lines an hour. {@code HEDDLE_LOG_LEVEL=WARN} in the environment has them speak.
 */
final class Quiet {

    private static final String SWITCH = "HEDDLE_LOG_LEVEL";
    // Held, as a logger that nobody holds forgets its level.
    private static final Logger OURS = Logger.getLogger("dev.heddle");

    private Quiet() {}

    static void unlessAsked() {
        if (System.getenv(SWITCH) == null) {
            System.setProperty(SWITCH, "OFF");
            OURS.setLevel(Level.OFF);
        }
    }
}
