package dev.heddle.contract.model;

/**
 * Decoded fabric health of a GPU (NVML {@code healthMask} and {@code healthSummary}).
 *
 * @param summary the driver's verdict
 * @param degradedBandwidth runs below full bandwidth
 * @param routeRecovery routes are being repaired
 * @param routeUnhealthy routes could not be repaired
 * @param accessTimeoutRecovery recovering from a peer that went away
 * @param misconfiguration what is wrong with its place in the fabric
 * @param partitionAssigned whether it is in a partition
 */
public record FabricHealth(
        HealthSummary summary,
        Tristate degradedBandwidth,
        Tristate routeRecovery,
        Tristate routeUnhealthy,
        Tristate accessTimeoutRecovery,
        Misconfiguration misconfiguration,
        Tristate partitionAssigned) {

    /** No health reported, as on H100. */
    public static final FabricHealth NOT_SUPPORTED = new FabricHealth(
            HealthSummary.NOT_SUPPORTED,
            Tristate.NOT_SUPPORTED,
            Tristate.NOT_SUPPORTED,
            Tristate.NOT_SUPPORTED,
            Tristate.NOT_SUPPORTED,
            Misconfiguration.NOT_SUPPORTED,
            Tristate.NOT_SUPPORTED);
}
