package dev.heddle.sim.virtual;

import dev.heddle.agent.apply.Storage;
import dev.heddle.sim.virtual.CrashPoint.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The disk as one agent process sees it. Every effect is a step at which the process may die. */
final class VirtualStorage implements Storage {

    private final VirtualDisk disk;
    private final VirtualProcess process;
    private final Consumer<CrashPoint> die;
    private @Nullable CrashPoint point;
    private int left;
    private long steps;

    /**
     * @param die ends the process, or the whole node; what is running is unwound afterwards
     */
    VirtualStorage(VirtualDisk disk, VirtualProcess process, Consumer<CrashPoint> die) {
        this.disk = disk;
        this.process = process;
        this.die = die;
    }

    /** Steps so far. */
    long steps() {
        return steps;
    }

    void crashAt(@Nullable CrashPoint next) {
        point = next;
        left = next == null ? 0 : next.step();
    }

    /** An effect that happens whole or not at all. */
    void step(Step step) throws IOException {
        begin(Place.MIDDLE);
        step.run();
        end();
    }

    private void begin(Place alsoAt) {
        living();
        steps++;
        CrashPoint at = point;
        if (at != null && --left == 0 && (at.place() == Place.BEFORE || at.place() == alsoAt)) {
            die(at);
        }
    }

    private void end() {
        CrashPoint at = point;
        if (at != null && left == 0) {
            die(at);
        }
    }

    private void die(CrashPoint at) {
        point = null;
        die.accept(at);
        throw new ProcessKilledException(process.name());
    }

    private void living() {
        if (!process.alive()) {
            throw new ProcessKilledException(process.name());
        }
    }

    @Override
    public byte[] read(Path file) throws IOException {
        living();
        return disk.read(file);
    }

    @Override
    public void write(Path file, byte[] content, Kind kind) throws IOException {
        begin(Place.BEFORE);
        CrashPoint at = point;
        if (at != null && left == 0 && at.place() == Place.MIDDLE) {
            disk.write(file, content, process.random().nextInt(content.length + 1));
            die(at);
        }
        disk.write(file, content, content.length);
        if (kind == Kind.DURABLE) {
            disk.sync(file);
        }
        end();
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step(() -> disk.rename(from, to));
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        step(() -> disk.syncFolder(folder));
    }

    @Override
    public void delete(Path file) throws IOException {
        step(() -> disk.delete(file));
    }

    @Override
    public List<String> list(Path folder) {
        living();
        return disk.names(folder);
    }

    @Override
    public void makeFolder(Path folder) {
        living();
        disk.makeFolder(folder);
    }

    @Override
    public Claim claim(Path folder) throws IOException {
        living();
        Path file = folder.resolve("agent.lock");
        if (!disk.lock(file, process)) {
            throw Claim.taken(folder);
        }
        return () -> disk.unlock(file, process);
    }

    /** Something that touches the node. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }
}
