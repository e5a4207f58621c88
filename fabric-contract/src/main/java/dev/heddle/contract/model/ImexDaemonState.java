package dev.heddle.contract.model;

/** State of a node's own IMEX daemon. */
public enum ImexDaemonState {
    /** not reported. */
    UNKNOWN,
    /** no daemon on this node. */
    NOT_INSTALLED,
    /** starting. */
    INITIALIZING,
    /** no quorum yet. */
    WAITING_FOR_PEERS,
    /** waits for importers of its former life. */
    WAITING_FOR_RECOVERY,
    /** serving; says nothing of its peers. */
    READY,
    /** stopping. */
    SHUTTING_DOWN,
    /** does not answer. */
    UNAVAILABLE
}
