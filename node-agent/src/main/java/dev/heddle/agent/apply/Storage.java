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

    /** What a file is for. */
    enum Kind {
        /** forced to the disk, readable by its owner alone. */
        DURABLE,
        /** can be made again; readable by everyone. */
        SHARED
    }
}
