package dev.heddle.coordinator.replication;

import dev.heddle.coordinator.allocation.ImageVersion;

/**
 * A value in a map, with the image version under which a leader wrote it. Of two cells the one with the higher version
 * is right, wherever and whenever they meet.
 *
 * @param epoch the writing leader's epoch
 * @param sequence its image's sequence then
 * @param body what it says, empty = the thing is gone
 */
@SuppressWarnings("ArrayRecordComponent")
public record Cell(long epoch, long sequence, byte[] body) {

    private static final byte[] NOTHING = {};

    /** Says something as of {@code version}. */
    static Cell of(ImageVersion version, byte[] body) {
        return new Cell(version.epoch(), version.sequence(), body);
    }

    /** Says that there is nothing as of {@code version}. */
    static Cell gone(ImageVersion version) {
        return of(version, NOTHING);
    }

    /** The image version under which it was written. */
    public ImageVersion version() {
        return new ImageVersion(epoch, sequence);
    }

    /** Whether this one is right where {@code other} says something else. */
    public boolean newerThan(Cell other) {
        return version().compareTo(other.version()) > 0;
    }

    /** Whether it says that the thing is gone. */
    public boolean isGone() {
        return body.length == 0;
    }
}
