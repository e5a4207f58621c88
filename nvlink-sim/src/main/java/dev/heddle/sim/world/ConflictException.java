package dev.heddle.sim.world;

import java.io.Serial;

/** What a user asks for cannot be done to the world as it is. The message says why. */
public final class ConflictException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    /** With the sentence for the user. */
    public ConflictException(String message) {
        super(message);
    }
}
