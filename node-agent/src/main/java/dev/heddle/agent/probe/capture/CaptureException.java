package dev.heddle.agent.probe.capture;

import java.io.IOException;

/** A capture that makes no sense; the message names the field. */
public final class CaptureException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param field where, as a path of element or member names
     * @param problem what is wrong there
     */
    public CaptureException(String field, String problem) {
        super(field + ": " + problem);
    }
}
