package dev.heddle.agent.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The file operations of an agent, each a point at which it may die. */
public interface Storage {

    /** Bytes of a file that are read; none that an agent writes is so large. */
    int MAX_READ_BYTES = 8 << 20;

    /**
     * The whole file, or its first {@link #MAX_READ_BYTES}.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    byte[] read(Path file) throws IOException;

    /** Makes or overwrites a file. */
    void write(Path file, byte[] content, Kind kind) throws IOException;

    /** Puts {@code from} in the place of {@code to}, atomically. */
    void rename(Path from, Path to) throws IOException;

    /** Makes the names in a folder durable. */
    void syncFolder(Path folder) throws IOException;

    /** Removes a file; fine if there is none. */
    void delete(Path file) throws IOException;

    /** Names in a folder, sorted; empty if there is no such folder. */
    List<String> list(Path folder) throws IOException;

    /** Makes a folder and those above it, open to its owner alone where they are new. */
    void makeFolder(Path folder) throws IOException;

    /**
     * Keeps every other agent, of this process or another, off a folder that exists; until the claim is closed or its
     * process ends.
     *
     * @throws IOException if another agent has it
     */
    Claim claim(Path folder) throws IOException;

    /** A folder that is one agent's alone. */
    interface Claim extends AutoCloseable {

        /** Gives it back. */
        @Override
        void close();

        /** What an agent hears that comes second. */
        static IOException taken(Path folder) {
            return new IOException(
                    "another node agent works with " + folder + "; stop it, or give this one another state directory");
        }
    }

    /** What a file is for. */
    enum Kind {
        /** forced to the disk, readable by its owner alone. */
        DURABLE,
        /** can be made again; readable by everyone. */
        SHARED
    }
}
