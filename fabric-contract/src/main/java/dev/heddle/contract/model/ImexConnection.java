package dev.heddle.contract.model;

/** One daemon's view of its connection to a peer ({@code nvidia-imex-ctl -N}). */
public enum ImexConnection {
    /** not reported. */
    UNKNOWN,
    /** peer was not reachable for a status. */
    INVALID,
    /** never was. */
    NEVER_CONNECTED,
    /** lost, not cleaned up. */
    RECOVERING,
    /** lost and cleaned up. */
    DISCONNECTED,
    /** handshake. */
    AUTHENTICATING,
    /** driver branches differ. */
    VERSION_MISMATCH,
    /** node lists differ. */
    NODE_MAP_MISMATCH,
    /** works. */
    CONNECTED
}
