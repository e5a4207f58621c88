package dev.heddle.coordinator.health;

import dev.heddle.contract.model.Fabric;
import dev.heddle.contract.model.FabricHealth;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.Misconfiguration;
import dev.heddle.contract.model.Tristate;
import dev.heddle.coordinator.topology.LinkTally;

/**
 * The health of one GPU from its own report. The fabric manager's verdict (NVML health summary) weighs most; link
 * states refine it; where links cannot be seen, the fabric state alone decides.
 */
public final class GpuCheck {

    private GpuCheck() {}

    /** Judges a GPU whose node is connected. */
    public static Verdict check(Gpu gpu) {
        if (gpu.lost()) {
            return new Verdict(Health.UNHEALTHY, "GpuLost", "The GPU fell off the bus.");
        }
        Fabric fabric = gpu.fabric();
        return switch (fabric.state()) {
            case UNKNOWN -> new Verdict(Health.UNKNOWN, "FabricUnknown", "The fabric state is not reported.");
            case NOT_STARTED, IN_PROGRESS ->
                new Verdict(Health.UNKNOWN, "FabricTraining", "The GPU is registering with the fabric.");
            case NOT_SUPPORTED -> recovery(gpu);
            case COMPLETED ->
                fabric.status() == 0
                        ? registered(gpu)
                        : new Verdict(
                                Health.UNHEALTHY,
                                "FabricFailed",
                                "Fabric registration failed with NVML status " + fabric.status() + ".");
        };
    }

    private static Verdict registered(Gpu gpu) {
        FabricHealth health = gpu.fabric().health();
        return switch (health.summary()) {
            case UNHEALTHY -> unhealthy(health);
            case LIMITED_CAPACITY -> worse(recovery(gpu), limited(health, gpu));
            case HEALTHY, NOT_SUPPORTED -> worse(recovery(gpu), links(gpu));
        };
    }

    private static Verdict unhealthy(FabricHealth health) {
        if (health.misconfiguration() != Misconfiguration.NONE
                && health.misconfiguration() != Misconfiguration.NOT_SUPPORTED) {
            return new Verdict(
                    Health.UNHEALTHY,
                    "FabricMisconfigured",
                    "Fabric configuration: " + health.misconfiguration() + ".");
        }
        if (health.partitionAssigned() == Tristate.FALSE) {
            return new Verdict(Health.UNHEALTHY, "NoPartition", "The GPU is in no NVLink partition.");
        }
        if (health.routeUnhealthy() == Tristate.TRUE) {
            return new Verdict(Health.UNHEALTHY, "RouteUnhealthy", "The GPU's NVLink routes are broken.");
        }
        return new Verdict(Health.UNHEALTHY, "FabricUnhealthy", "The fabric manager reports the GPU unhealthy.");
    }

    private static Verdict limited(FabricHealth health, Gpu gpu) {
        Verdict links = links(gpu);
        if (links.health() != Health.HEALTHY) {
            return links;
        }
        return health.routeRecovery() == Tristate.TRUE
                ? new Verdict(Health.LIMITED, "RouteRecovery", "NVLink routes are being repaired.")
                : new Verdict(Health.LIMITED, "DegradedBandwidth", "The GPU runs below its full NVLink bandwidth.");
    }

    private static Verdict links(Gpu gpu) {
        LinkTally tally = LinkTally.of(gpu);
        if (tally.total() > 0 && tally.down() == tally.total()) {
            return new Verdict(Health.UNHEALTHY, "AllLinksDown", "All " + tally.total() + " NVLinks are down.");
        }
        if (tally.down() > 0) {
            return new Verdict(
                    Health.LIMITED, "LinkDown", tally.down() + " of " + tally.total() + " NVLinks are down.");
        }
        if (tally.degraded() > 0) {
            return new Verdict(
                    Health.LIMITED,
                    "LinkDegraded",
                    tally.degraded() + " of " + tally.total() + " NVLinks are degraded.");
        }
        return Verdict.HEALTHY;
    }

    private static Verdict recovery(Gpu gpu) {
        return switch (gpu.recoveryAction()) {
            case UNKNOWN, NONE -> Verdict.HEALTHY;
            case GPU_RESET, NODE_REBOOT, DRAIN_P2P, DRAIN_AND_RESET, RECOVER_IMEX_DOMAIN, OTHER ->
                new Verdict(Health.UNHEALTHY, "RecoveryNeeded", "The driver asks for " + gpu.recoveryAction() + ".");
        };
    }

    private static Verdict worse(Verdict a, Verdict b) {
        return b.health().compareTo(a.health()) > 0 ? b : a;
    }
}
