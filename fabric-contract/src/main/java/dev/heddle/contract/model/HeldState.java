package dev.heddle.contract.model;

/** What a node does with a grant it holds. */
public enum HeldState {
    /** devices and CDI spec are in place. */
    APPLIED,
    /** being taken back. */
    RELEASING,
    /** could not be applied. */
    FAILED
}
