package dev.heddle.agent.testkit;

import dev.heddle.agent.apply.DiskStorage;
import dev.heddle.agent.apply.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Real files without the wait for the disk; writes can be torn by a {@link Crash}, and every effect is noted. */
public final class FaultyStorage implements Storage {

    private final DiskStorage disk = new DiskStorage();
    private final Crash crash;
    private final List<String> effects = new ArrayList<>();
    private boolean full;

    /** Storage that dies when {@code crash} says so. */
    public FaultyStorage(Crash crash) {
        this.crash = crash;
    }

    /** What was done, one line each. */
    public List<String> effects() {
        return effects;
    }

    /** From now on durable writes fail, or no longer. */
    public void full(boolean now) {
        full = now;
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return disk.read(file);
    }

    @Override
    public void write(Path file, byte[] content, Kind kind) throws IOException {
        effects.add("write " + kind + " " + file.getFileName());
        if (full && kind == Kind.DURABLE) {
            throw new IOException("No space left on device");
        }
        if (crash.strikes()) {
            disk.write(file, Arrays.copyOf(content, content.length / 2), Kind.SHARED);
            throw new Crash.Killed();
        }
        disk.write(file, content, Kind.SHARED);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        effects.add("rename " + from.getFileName() + " " + to.getFileName());
        crash.point();
        disk.rename(from, to);
    }

    @Override
    public void syncFolder(Path folder) {
        effects.add("sync " + folder.getFileName());
        crash.point();
    }

    @Override
    public void delete(Path file) throws IOException {
        effects.add("delete " + file.getFileName());
        crash.point();
        disk.delete(file);
    }

    @Override
    public List<String> list(Path folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        disk.makeFolder(folder);
    }

    @Override
    public Claim claim(Path folder) throws IOException {
        return disk.claim(folder);
    }
}
