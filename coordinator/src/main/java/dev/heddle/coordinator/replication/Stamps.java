package dev.heddle.coordinator.replication;

import dev.heddle.coordinator.allocation.ImageVersion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which parts of an image exist, under which version each was written, and a checksum over that. Not thread-safe. */
final class Stamps {

    private final Map<Item, ImageVersion> stamps = new HashMap<>();
    private int count;
    private long checksum;

    /** Under which version a part was written last, gone ones included. */
    Optional<ImageVersion> of(Item item) {
        return Optional.ofNullable(stamps.get(item));
    }

    /** A part was written, or has gone. */
    void put(Item item, Cell cell) {
        remove(item);
        if (cell.isGone()) {
            return;
        }
        stamps.put(item, cell.version());
        if (item.kind().essential()) {
            count++;
            checksum += mixed(item, cell.version());
        }
    }

    /** The parts that there are. */
    Set<Item> items() {
        return new HashSet<>(stamps.keySet());
    }

    void clear() {
        stamps.clear();
        count = 0;
        checksum = 0;
    }

    int count() {
        return count;
    }

    long checksum() {
        return checksum;
    }

    private void remove(Item item) {
        ImageVersion known = stamps.remove(item);
        if (known != null && item.kind().essential()) {
            count--;
            checksum -= mixed(item, known);
        }
    }

    private static long mixed(Item item, ImageVersion version) {
        long mixed = item.kind().ordinal();
        for (int i = 0; i < item.key().length(); i++) {
            mixed = mixed * 1_099_511_628_211L ^ item.key().charAt(i);
        }
        return scrambled(scrambled(mixed ^ scrambled(version.epoch())) ^ version.sequence());
    }

    /** The finalizer of SplitMix64. */
    private static long scrambled(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
