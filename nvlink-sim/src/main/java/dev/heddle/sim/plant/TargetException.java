package dev.heddle.sim.plant;

import java.io.Serial;

/** A user named something that is not there. The message says what there is. */
public final class TargetException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    /** With the sentence for the user. */
    public TargetException(String message) {
        super(message);
    }
}
