package dev.heddle.coordinator.placement;

/**
 * Why a clique was chosen or not.
 *
 * @param clique which
 * @param rack its rack
 * @param code the verdict
 * @param message one sentence for people, with counts
 * @param fittingNodes nodes that could take a member now
 * @param grantableGpus grantable GPUs in the clique now
 */
public record CliqueVerdict(
        CliqueKey clique, String rack, Code code, String message, int fittingNodes, int grantableGpus) {

    /** The verdicts. */
    public enum Code {
        /** Taken. */
        CHOSEN,
        /** Would fit, wholly or in part; another was better, or the rest fits nowhere. */
        FITS,
        /** Has fewer nodes than a segment needs, even when empty. */
        TOO_SMALL,
        /** No node has that many GPUs. */
        GPUS_PER_NODE,
        /** Enough nodes, but too many are in use. */
        IN_USE,
        /** Would have room but for cordoned nodes. */
        CORDONED,
        /** Would have room but for unhealthy, silent or returning nodes. */
        UNHEALTHY,
        /** Every channel is granted or quarantined. */
        NO_CHANNEL,
        /** Its unit is in safe mode. */
        SAFE_MODE,
        /** Kept for an older ComputeDomain that has waited long. */
        BEHIND_OLDER,
        /** Its nodes disagree on the cluster uuid. */
        CLUSTER_UUID_CHANGING,
        /** Its ledger record is older than what its agents hold. */
        LEDGER_BEHIND
    }
}
