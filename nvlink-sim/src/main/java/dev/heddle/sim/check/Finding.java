package dev.heddle.sim.check;

/**
 * Something that must not be.
 *
 * @param kind what kind of wrong
 * @param message one sentence that names everything involved
 */
public record Finding(Kind kind, String message) {

    /** Kinds of wrong. */
    public enum Kind {
        /** A GPU in two ComputeDomains. */
        GPU_TWICE,
        /** A channel of a unit in two ComputeDomains. */
        CHANNEL_TWICE,
        /** A ComputeDomain with two channels in one unit. */
        CHANNELS_DIFFER,
        /** Channel 0 on nodes that have channels. */
        CHANNEL_ZERO,
        /** Granted in the ledger, absent on its node. */
        NOT_APPLIED,
        /** On a node, not granted in the ledger. */
        LEFT_BEHIND
    }

    @Override
    public String toString() {
        return kind + ": " + message;
    }
}
