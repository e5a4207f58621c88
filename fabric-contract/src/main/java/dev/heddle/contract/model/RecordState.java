package dev.heddle.contract.model;

/** Whether an agent could trust its own durable record at start. */
public enum RecordState {
    /** read and verified. */
    INTACT,
    /** lost, torn or foreign: what the node holds was found by looking. */
    AMNESIA
}
