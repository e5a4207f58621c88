package dev.heddle.sim.exhaustive;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A node's files.
 *
 * @param now what a reader finds
 * @param synced what survives a loss of power; nothing below {@code /run} and {@code /dev} does
 */
record Disk(SortedMap<Path, File> now, SortedMap<Path, File> synced) {

    private static final byte[] TORN = "torn".getBytes(StandardCharsets.US_ASCII);

    Disk {
        now = Collections.unmodifiableSortedMap(now);
        synced = Collections.unmodifiableSortedMap(synced);
    }

    static Disk empty() {
        return new Disk(new TreeMap<>(), new TreeMap<>());
    }

    /**
     * A file.
     *
     * @param text its bytes, as Latin-1
     * @param forced whether they were forced to the disk
     */
    record File(String text, boolean forced) {

        byte[] bytes() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }

        static File of(byte[] bytes, boolean forced) {
            return new File(new String(bytes, StandardCharsets.ISO_8859_1), forced);
        }
    }

    Disk with(Path path, File file) {
        SortedMap<Path, File> changed = new TreeMap<>((Map<Path, File>) now);
        changed.put(path, file);
        return new Disk(changed, synced);
    }

    Disk without(Path path) {
        SortedMap<Path, File> changed = new TreeMap<>((Map<Path, File>) now);
        changed.remove(path);
        return new Disk(changed, synced);
    }

    Disk renamed(Path from, Path to) {
        SortedMap<Path, File> changed = new TreeMap<>((Map<Path, File>) now);
        File file = changed.remove(from);
        if (file != null) {
            changed.put(to, file);
        }
        return new Disk(changed, synced);
    }

    /** The names in a folder survive now; the bytes behind them only if they were forced. */
    Disk folderSynced(Path folder) {
        SortedMap<Path, File> kept = new TreeMap<>((Map<Path, File>) synced);
        kept.keySet().removeIf(path -> folder.equals(path.getParent()));
        now.forEach((path, file) -> {
            if (folder.equals(path.getParent())) {
                kept.put(path, file.forced() ? file : File.of(TORN, false));
            }
        });
        return new Disk(now, kept);
    }

    Disk powerLost() {
        return new Disk(new TreeMap<>((Map<Path, File>) synced), synced);
    }
}
