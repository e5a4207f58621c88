package dev.heddle.testing;

/** How a number stands to another. */
public enum Than {
    /** One less. */
    LOWER(-1),
    /** The same. */
    EQUAL(0),
    /** One more. */
    HIGHER(1);

    private final int step;

    Than(int step) {
        this.step = step;
    }

    /** A number that stands so to {@code other}. */
    public long of(long other) {
        return other + step;
    }
}
