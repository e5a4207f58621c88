package dev.heddle.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The top folder of this repository. */
public final class RepositoryRoot {

    private RepositoryRoot() {}

    /** As the build says, or, where an IDE runs the test, the nearest folder above that holds {@code mvnw}. */
    public static Path path() {
        String given = System.getProperty("heddle.root", "");
        Path start = Path.of(given).toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no mvnw in or above " + start);
    }
}
