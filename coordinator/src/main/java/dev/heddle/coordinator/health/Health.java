package dev.heddle.coordinator.health;

/** How well a thing is. The order is from best to worst. */
public enum Health {
    /** Nothing wrong. */
    HEALTHY,
    /** Works below its full capacity. */
    LIMITED,
    /** Cannot be told; never treated as healthy. */
    UNKNOWN,
    /** Does not work. */
    UNHEALTHY;

    /** The worse of the two. */
    public Health worst(Health other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
