package dev.heddle.coordinator.health;

/** What moves an NVLink domain from state to state: the result of the newest roll-up. */
public enum DomainTrigger {
    /** The roll-up of the domain was computed again. */
    ROLLED_UP
}
