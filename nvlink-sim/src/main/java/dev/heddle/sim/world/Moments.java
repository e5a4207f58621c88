package dev.heddle.sim.world;

import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.plant.Profile;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Wakes agents at the moments at which their hardware changes by the passing of time alone. */
final class Moments {

    private final Timeline timeline;
    private final Profile.Timings timings;
    private final Consumer<Set<NodeName>> wake;
    private final Predicate<ActiveFault> active;

    /**
     * Moments on a timeline.
     *
     * @param active whether a fault is still there
     */
    Moments(Timeline timeline, Profile.Timings timings, Consumer<Set<NodeName>> wake, Predicate<ActiveFault> active) {
        this.timeline = timeline;
        this.timings = timings;
        this.wake = wake;
        this.active = active;
    }

    /** A fault has begun, or a restarted world goes on with it. */
    void begun(ActiveFault fault, Set<NodeName> reach) {
        switch (fault.fault()) {
            case Fault.LinkDown _, Fault.AsicLost _, Fault.SwitchTrayLost _ ->
                later(fault.since() + timings.routeRecoveryMillis(), reach);
            case Fault.LinkFlap _ -> flap(fault, reach);
            case Fault.TrayPulled _, Fault.ImexKilled _ -> later(fault.since() + timings.imexGraceMillis(), reach);
            case Fault.GpuLost _,
                    Fault.LinkDegraded _,
                    Fault.CliqueSplit _,
                    Fault.Repartitioned _,
                    Fault.AgentStopped _,
                    Fault.AgentSlow _ -> {}
        }
    }

    /** A fault has ended: what was started anew goes through its steps. */
    void healed(Set<NodeName> reach) {
        long now = timeline.now();
        later(now + timings.imexFormMillis(), reach);
        later(now + timings.fabricNotStartedMillis(), reach);
        later(now + timings.fabricMillis(), reach);
    }

    /** Node lists have changed. */
    void imexFormed(Set<NodeName> reach) {
        later(timeline.now() + timings.imexFormMillis(), reach);
    }

    private void later(long millis, Set<NodeName> reach) {
        if (millis > timeline.now()) {
            timeline.at(millis, () -> wake.accept(reach));
        }
    }

    private void flap(ActiveFault fault, Set<NodeName> reach) {
        long elapsed = timeline.now() - fault.since();
        long next = fault.since() + (elapsed / timings.linkFlapMillis() + 1) * timings.linkFlapMillis();
        timeline.at(next, () -> {
            if (active.test(fault)) {
                wake.accept(reach);
                flap(fault, reach);
            }
        });
    }
}
