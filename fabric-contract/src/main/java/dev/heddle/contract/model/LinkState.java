package dev.heddle.contract.model;

/** State of one NVLink as its agent sees it. */
public enum LinkState {
    /** the probe cannot see links. */
    UNKNOWN,
    /** up at full speed. */
    ACTIVE,
    /** down. */
    INACTIVE,
    /** up with reduced bandwidth. */
    SLEEP,
    /** up, too slow or with too many errors. */
    DEGRADED,
    /** goes up and down; hysteresis is the agent's. */
    FLAPPING
}
