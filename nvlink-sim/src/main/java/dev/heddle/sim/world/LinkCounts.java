package dev.heddle.sim.world;

import dev.heddle.sim.fault.Fault;

/**
 * What a link has counted since the driver was loaded.
 *
 * @param recoveries successful recoveries
 * @param errors failed recoveries and effective errors
 */
public record LinkCounts(long recoveries, long errors) {

    /** Nothing. */
    public static final LinkCounts ZERO = new LinkCounts(0, 0);

    private static final long MILLIS_PER_ERROR = 100;

    LinkCounts plus(LinkCounts other) {
        return new LinkCounts(recoveries + other.recoveries, errors + other.errors);
    }

    /**
     * What a fault of one link has made it count.
     *
     * @param elapsed milliseconds since the fault began
     * @param flapMillis milliseconds between two changes of a flapping link
     */
    static LinkCounts of(Fault fault, long elapsed, long flapMillis) {
        return switch (fault) {
            case Fault.LinkDown _ -> new LinkCounts(0, 1);
            case Fault.LinkFlap _ -> new LinkCounts((elapsed / flapMillis + 1) / 2, 0);
            case Fault.LinkDegraded _ -> new LinkCounts(0, 1 + elapsed / MILLIS_PER_ERROR);
            case Fault.GpuLost _,
                    Fault.TrayPulled _,
                    Fault.AsicLost _,
                    Fault.SwitchTrayLost _,
                    Fault.CliqueSplit _,
                    Fault.Repartitioned _,
                    Fault.ImexKilled _,
                    Fault.AgentStopped _,
                    Fault.AgentSlow _ -> ZERO;
        };
    }
}
