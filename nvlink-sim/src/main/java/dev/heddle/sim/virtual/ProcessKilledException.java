package dev.heddle.sim.virtual;

/** Unwinds the code of a process that was killed in the middle of it. Code under simulation never catches it. */
public final class ProcessKilledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Without a stack trace: it is no mistake. */
    public ProcessKilledException(String process) {
        super(process + " was killed", null, false, false);
    }
}
