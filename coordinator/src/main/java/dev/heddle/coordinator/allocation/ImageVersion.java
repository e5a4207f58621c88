package dev.heddle.coordinator.allocation;

import java.util.Comparator;

/**
 * Version of an image, given by the leader.
 *
 * @param epoch the leader's epoch
 * @param sequence number of changes in that epoch
 */
public record ImageVersion(long epoch, long sequence) implements Comparable<ImageVersion> {

    /** Before every image. */
    public static final ImageVersion NONE = new ImageVersion(0, 0);

    private static final Comparator<ImageVersion> ORDER =
            Comparator.comparingLong(ImageVersion::epoch).thenComparingLong(ImageVersion::sequence);

    /**
     * Reads {@code <epoch>.<sequence>}.
     *
     * @throws IllegalArgumentException if {@code text} is not of that form
     */
    public static ImageVersion parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("image version must be written <epoch>.<sequence>");
        }
        return new ImageVersion(Long.parseLong(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1)));
    }

    /** The version after this one. */
    public ImageVersion next() {
        return new ImageVersion(epoch, sequence + 1);
    }

    @Override
    public int compareTo(ImageVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return epoch + "." + sequence;
    }
}
