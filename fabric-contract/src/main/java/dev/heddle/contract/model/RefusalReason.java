package dev.heddle.contract.model;

/** Why an agent refused a Desired. */
public enum RefusalReason {
    /** below the pair it has persisted. */
    OLD,
    /** same pair, other content: an alarm. */
    DIGEST_CONFLICT,
    /** not the cluster it is pinned to. */
    FOREIGN_CLUSTER,
    /** meant for another boot of this node. */
    OTHER_BOOT,
    /** its content cannot be right. */
    INVALID,
    /** the agent's record is not to be trusted, and the order does not begin with a scrub. */
    NOT_SCRUBBED
}
