package dev.heddle.coordinator.allocation;

/** Phases of a ComputeDomain's lifecycle. */
public enum Phase {
    /** Accepted, not placed. */
    PENDING,
    /** Granted in the ledger; members are being set up. */
    FORMING,
    /** Every member holds its grant and is connected to every other. */
    READY,
    /** Was ready; a member is lost or unhealthy. Nothing is taken back. */
    DEGRADED,
    /** Deleted; members are giving back. */
    RELEASING,
    /** Found on nodes without a record of it, after the ledger was restored. Ended only by delete. */
    ORPHANED
}
