package dev.heddle.coordinator.health;

/**
 * Counts over a domain that its state follows from.
 *
 * @param nodes nodes adopted
 * @param heard nodes with an open session
 * @param training nodes whose GPUs are still registering
 * @param worst worst health of any GPU of a heard node that is not training
 * @param clustersAgree whether all heard nodes report the same cluster uuid
 */
public record DomainRollup(int nodes, int heard, int training, Health worst, boolean clustersAgree) {

    /** No node is heard. */
    public boolean silent() {
        return heard == 0;
    }

    /** The heard nodes disagree on the cluster uuid. */
    public boolean changing() {
        return heard > 0 && !clustersAgree;
    }

    /** Something is limited, broken or silent. */
    public boolean degraded() {
        return heard > 0 && clustersAgree && (heard < nodes || worst != Health.HEALTHY);
    }

    /** Nothing is wrong but that GPUs still register. */
    public boolean trainingOnly() {
        return heard > 0 && clustersAgree && heard == nodes && worst == Health.HEALTHY && training > 0;
    }

    /** Everything is well. */
    public boolean healthy() {
        return heard > 0 && clustersAgree && heard == nodes && worst == Health.HEALTHY && training == 0;
    }
}
