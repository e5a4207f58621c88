package dev.heddle.contract.model;

/** The driver's own verdict on a GPU's fabric. */
public enum HealthSummary {
    /** no verdict. */
    NOT_SUPPORTED,
    /** nothing wrong. */
    HEALTHY,
    /** not usable over the fabric. */
    UNHEALTHY,
    /** usable below its full bandwidth. */
    LIMITED_CAPACITY
}
