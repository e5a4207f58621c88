package dev.heddle.coordinator.health;

/** States of an NVLink domain's lifecycle. */
public enum DomainState {
    /** No node of it is heard. */
    UNREACHABLE,
    /** Some GPUs are still registering with the fabric, nothing is broken. */
    TRAINING,
    /** Every known node is heard and healthy. */
    HEALTHY,
    /** Something of it is limited, broken or silent. */
    DEGRADED,
    /** Its nodes disagree on the cluster uuid; grants nothing until they agree. */
    CLUSTER_UUID_CHANGING
}
