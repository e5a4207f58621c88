package dev.heddle.sim.world;

import dev.heddle.contract.model.FabricHealth;
import dev.heddle.contract.model.HealthSummary;
import dev.heddle.contract.model.Misconfiguration;
import dev.heddle.contract.model.Tristate;
import dev.heddle.sim.plant.Profile;

/** Fabric health of a GPU as the driver derives it from its links. */
final class FabricHealths {

    private FabricHealths() {}

    /**
     * The health of a registered GPU.
     *
     * @param missing links that are down for good
     * @param links links that it has
     * @param recovering whether routes are being repaired
     */
    static FabricHealth of(Profile profile, int missing, int links, boolean recovering) {
        boolean repaired = missing > 0 && !recovering;
        boolean goesOn = profile.resiliency() == Profile.Resiliency.ADAPTIVE_BANDWIDTH && missing < links;
        boolean outside = repaired && !goesOn;
        Misconfiguration wrong = !profile.reportsMisconfiguration()
                ? Misconfiguration.NOT_SUPPORTED
                : outside ? Misconfiguration.INSUFFICIENT_NVLINKS : Misconfiguration.NONE;
        return summed(
                of(repaired && goesOn),
                of(recovering),
                of(outside),
                wrong,
                profile.reportsPartition() ? Tristate.TRUE : Tristate.NOT_SUPPORTED);
    }

    private static FabricHealth summed(
            Tristate slow, Tristate recovery, Tristate unhealthy, Misconfiguration wrong, Tristate partition) {
        return new FabricHealth(
                summary(slow, recovery, unhealthy, wrong, partition),
                slow,
                recovery,
                unhealthy,
                Tristate.FALSE,
                wrong,
                partition);
    }

    /** The driver's precedence: what is unhealthy, then what limits, then healthy. */
    private static HealthSummary summary(
            Tristate slow, Tristate recovery, Tristate unhealthy, Misconfiguration wrong, Tristate partition) {
        boolean misconfigured = wrong != Misconfiguration.NONE && wrong != Misconfiguration.NOT_SUPPORTED;
        if (unhealthy == Tristate.TRUE || misconfigured || partition == Tristate.FALSE) {
            return HealthSummary.UNHEALTHY;
        }
        return slow == Tristate.TRUE || recovery == Tristate.TRUE
                ? HealthSummary.LIMITED_CAPACITY
                : HealthSummary.HEALTHY;
    }

    private static Tristate of(boolean value) {
        return value ? Tristate.TRUE : Tristate.FALSE;
    }
}
