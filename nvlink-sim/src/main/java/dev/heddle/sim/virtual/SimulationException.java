package dev.heddle.sim.virtual;

/** Code under simulation failed in a way that it must not: a bug, in it or in the simulation. */
public final class SimulationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says where and when. */
    public SimulationException(String process, long nanos, Throwable cause) {
        super(process + " failed at " + nanos / 1e9 + " s of simulated time: " + cause, cause);
    }
}
