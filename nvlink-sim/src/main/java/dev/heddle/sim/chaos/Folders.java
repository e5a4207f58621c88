package dev.heddle.sim.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders for data and logs of a run. */
final class Folders {

    private Folders() {}

    /** A new one. Not JUnit's: the database's user must be able to pass through. */
    static Path passable() throws IOException {
        return Files.createTempDirectory(
                "heddle-chaos-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
}
