package dev.heddle.coordinator.replication;

import java.util.Comparator;

/**
 * One replicated part of an image.
 *
 * @param kind its kind
 * @param key its key in that kind's map
 */
public record Item(Kind kind, String key) implements Comparable<Item> {

    private static final Comparator<Item> ORDER =
            Comparator.comparing(Item::kind).thenComparing(Item::key);

    @Override
    public int compareTo(Item other) {
        return ORDER.compare(this, other);
    }
}
