package dev.heddle.sim.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small disk in memory, which can be filled to the last byte. */
final class Volume implements AutoCloseable {

    private static final int BLOCK = 1 << 16;

    private final Path folder;

    private Volume(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts one.
     *
     * @param folder where, made if absent
     * @param mib its size in MiB
     */
    static Volume mount(Path folder, int mib) throws IOException {
        Files.createDirectories(folder);
        Shell.run("mount", "-t", "tmpfs", "-o", "mode=755,size=" + mib + "m", "heddle-chaos", folder.toString());
        return new Volume(folder);
    }

    Path folder() {
        return folder;
    }

    /** Takes all the space there is. */
    void fill() {
        try (OutputStream out = Files.newOutputStream(ballast())) {
            byte[] block = new byte[BLOCK];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // It is full: that is what was wanted.
            return;
        }
    }

    /** Gives it back. */
    void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public void close() {
        Shell.tried("umount", "-l", folder.toString());
    }
}
