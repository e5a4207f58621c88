package dev.heddle.sim.world;

/**
 * Starts of a node. Times are milliseconds of the epoch; 0 = long ago, before the world was looked at.
 *
 * @param boots how often it was booted since the world was made
 * @param bootedAt when it was last booted
 * @param imexStarts how often its IMEX daemon was started anew without a boot
 * @param imexStartedAt when that was last
 */
public record NodeLife(int boots, long bootedAt, int imexStarts, long imexStartedAt) {

    /** Running since long ago. */
    public static final NodeLife FIRST = new NodeLife(0, 0, 0, 0);

    NodeLife booted(long now) {
        return new NodeLife(boots + 1, now, imexStarts, imexStartedAt);
    }

    NodeLife imexStarted(long now) {
        return new NodeLife(boots, bootedAt, imexStarts + 1, now);
    }

    /** When the IMEX daemon was last started, by a boot or alone. */
    long imexSince() {
        return Math.max(bootedAt, imexStartedAt);
    }
}
