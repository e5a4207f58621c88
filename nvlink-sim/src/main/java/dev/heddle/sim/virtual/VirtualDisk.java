package dev.heddle.sim.virtual;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The file systems of one node, in memory: a disk, which knows what is durable, and below {@code volatileRoot} what a
 * boot clears. A kill -9 loses nothing that was written; a loss of power loses, keeps or tears whatever was not synced,
 * as chance has it.
 */
public final class VirtualDisk {

    private final Path volatileRoot;
    private final RandomGenerator random;
    private final Map<Path, Folder> folders = new HashMap<>();
    private final Map<Path, VirtualProcess> locks = new HashMap<>();
    private final List<Runnable> watchers = new ArrayList<>();
    private long version;
    private long volatileVersion;
    private boolean lied;
    private int betrayals;
    private int syncsToLose;
    private boolean full;

    /**
     * An empty disk.
     *
     * @param volatileRoot folder of what does not survive without power
     * @param random decides what becomes of what was not synced
     */
    public VirtualDisk(Path volatileRoot, RandomGenerator random) {
        this.volatileRoot = volatileRoot;
        this.random = random;
    }

    /** Counts changes of any file or name. */
    public long version() {
        return version;
    }

    /** Counts changes below the volatile root alone. */
    public long volatileVersion() {
        return volatileVersion;
    }

    /** Calls {@code watcher} after every change. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    /** The next {@code count} syncs of files or folders report success and do nothing. */
    public void loseSyncs(int count) {
        syncsToLose = count;
    }

    /** Whether a sync was lost since the power last failed. */
    public boolean lied() {
        return lied;
    }

    /** Losses of power after a sync that was lost. */
    public int betrayals() {
        return betrayals;
    }

    /** From now on there is no room for durable files, or there is again. */
    public void full(boolean now) {
        full = now;
    }

    /** What a file holds now, null if there is none. */
    public byte @Nullable [] content(Path file) {
        Inode inode = inode(file);
        return inode == null ? null : inode.content;
    }

    /** What a file would hold after a loss of power now if nothing more than what was synced came through. */
    public byte @Nullable [] durable(Path file) {
        Folder folder = folders.get(parent(file));
        Inode inode = folder == null ? null : folder.durable.get(name(file));
        return inode == null ? null : inode.synced;
    }

    /** Names in a folder, sorted. */
    public List<String> names(Path folder) {
        Folder known = folders.get(folder);
        return known == null ? List.of() : List.copyOf(known.names.keySet());
    }

    /** Puts content in a file, durably, as somebody else than the agent would. */
    public void put(Path file, byte[] content) {
        Inode inode = new Inode(content);
        inode.synced = content;
        Folder folder = folder(parent(file));
        folder.sync();
        folder.names.put(name(file), inode);
        folder.sync();
        changed(file);
    }

    /** Removes a file, durably, as somebody else than the agent would. */
    public void remove(Path file) {
        Folder folder = folder(parent(file));
        folder.sync();
        folder.names.remove(name(file));
        folder.sync();
        changed(file);
    }

    /** The power fails. */
    public void powerLoss() {
        folders.keySet().removeIf(path -> path.startsWith(volatileRoot));
        folders.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> entry.getValue().powerLoss(random));
        locks.clear();
        syncsToLose = 0;
        betrayals += lied ? 1 : 0;
        lied = false;
        volatileVersion++;
        notice();
    }

    byte[] read(Path file) throws IOException {
        Inode inode = inode(file);
        if (inode == null) {
            throw new NoSuchFileException(file.toString());
        }
        return inode.content.clone();
    }

    /** Writes a file without syncing it; {@code length} bytes of it, as when the writer is killed. */
    void write(Path file, byte[] content, int length) throws IOException {
        if (full && !file.startsWith(volatileRoot)) {
            throw new IOException("No space left on device");
        }
        Folder folder = existing(parent(file));
        Inode inode = folder.names.get(name(file));
        if (inode == null) {
            inode = new Inode(new byte[0]);
            folder.link(name(file), inode);
        }
        inode.content = length == content.length ? content.clone() : Arrays.copyOf(content, length);
        changed(file);
    }

    void sync(Path file) {
        Inode inode = inode(file);
        if (inode != null && !loses()) {
            inode.synced = inode.content;
        }
    }

    void syncFolder(Path folder) throws IOException {
        Folder known = existing(folder);
        if (!loses()) {
            known.sync();
        }
    }

    private boolean loses() {
        if (syncsToLose > 0) {
            syncsToLose--;
            lied = true;
            return true;
        }
        return false;
    }

    void rename(Path from, Path to) throws IOException {
        Folder folder = existing(parent(from));
        if (!parent(from).equals(parent(to))) {
            throw new IOException("a rename stays in its folder: " + from + " to " + to);
        }
        if (!folder.names.containsKey(name(from))) {
            throw new NoSuchFileException(from.toString());
        }
        folder.rename(name(from), name(to));
        changed(to);
    }

    void delete(Path file) {
        Folder folder = folders.get(parent(file));
        if (folder != null && folder.names.containsKey(name(file))) {
            folder.unlink(name(file));
            changed(file);
        }
    }

    void makeFolder(Path folder) {
        folder(folder);
    }

    /** Whether {@code process} has the lock of {@code file} now. */
    boolean lock(Path file, VirtualProcess process) {
        VirtualProcess holder = locks.get(file);
        if (holder != null && holder.alive()) {
            return false;
        }
        locks.put(file, process);
        return true;
    }

    void unlock(Path file, VirtualProcess process) {
        locks.remove(file, process);
    }

    private void changed(Path file) {
        if (file.startsWith(volatileRoot)) {
            volatileVersion++;
        }
        notice();
    }

    private void notice() {
        version++;
        watchers.forEach(Runnable::run);
    }

    private @Nullable Inode inode(Path file) {
        Folder folder = folders.get(parent(file));
        return folder == null ? null : folder.names.get(name(file));
    }

    private Folder existing(Path path) throws IOException {
        Folder folder = folders.get(path);
        if (folder == null) {
            throw new NoSuchFileException(path.toString());
        }
        return folder;
    }

    private Folder folder(Path path) {
        return folders.computeIfAbsent(path, key -> new Folder());
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " has no folder");
        }
        return parent;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** A file without its name. */
    private static final class Inode {
        private byte[] content;
        private byte @Nullable [] synced;

        private Inode(byte[] content) {
            this.content = content;
        }

        /** After a loss of power: what was synced, or what was written since, or a part of that. */
        private Inode revived(RandomGenerator random) {
            byte[] safe = synced == null ? new byte[0] : synced;
            if (content != safe) {
                safe = switch (random.nextInt(3)) {
                    case 0 -> safe;
                    case 1 -> content;
                    default -> Arrays.copyOf(content, random.nextInt(content.length + 1));
                };
            }
            Inode revived = new Inode(safe);
            revived.synced = safe;
            return revived;
        }
    }

    /** Names, as they are and as they are known to be durable. Changes of names become durable in order. */
    private static final class Folder {
        private TreeMap<String, Inode> names = new TreeMap<>();
        private TreeMap<String, Inode> durable = new TreeMap<>();
        private final List<Change> pending = new ArrayList<>();

        private void link(String name, Inode inode) {
            change(into -> into.put(name, inode));
        }

        private void unlink(String name) {
            change(into -> into.remove(name));
        }

        private void rename(String from, String to) {
            change(into -> {
                Inode moved = into.remove(from);
                if (moved != null) {
                    into.put(to, moved);
                }
            });
        }

        private void change(Change change) {
            change.apply(names);
            pending.add(change);
        }

        private void sync() {
            durable = new TreeMap<>(names);
            pending.clear();
        }

        private void powerLoss(RandomGenerator random) {
            int survive = pending.isEmpty() ? 0 : random.nextInt(pending.size() + 1);
            pending.subList(0, survive).forEach(change -> change.apply(durable));
            durable.replaceAll((name, inode) -> inode.revived(random));
            names = new TreeMap<>(durable);
            pending.clear();
        }
    }

    /** One change of names. */
    @FunctionalInterface
    private interface Change {
        void apply(TreeMap<String, Inode> names);
    }
}
