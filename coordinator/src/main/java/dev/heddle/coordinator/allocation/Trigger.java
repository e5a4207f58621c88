package dev.heddle.coordinator.allocation;

/** What moves a ComputeDomain from phase to phase. */
public enum Trigger {
    /** A placement was chosen and written down. */
    PLACED,
    /** A grant could not be committed as placed; everything of it is undone. */
    UNPLACED,
    /** What its members report was looked at again. */
    MEMBERS_CHANGED,
    /** A user deleted it, or its time to live is over. */
    DELETED
}
