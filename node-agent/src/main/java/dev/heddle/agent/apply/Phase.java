package dev.heddle.agent.apply;

/** How far the agent has come with a grant, as its durable record has it. */
public enum Phase {
    /** wanted; its devices may or may not be there yet. */
    APPLYING,
    /** wanted and in place. */
    APPLIED,
    /** no longer wanted; its devices may still be there and processes may still hold them. */
    RELEASING,
    /** lies on the node, by whose order is not known. */
    FOUND
}
