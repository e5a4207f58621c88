package dev.heddle.sim.cluster.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which commit of the sources this is, as far as the folder that it runs in tells. */
final class Commit {

    private static final String UNKNOWN = "unknown";
    private static final int SHOWN = 12;

    private Commit() {}

    static String current() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(".git"))) {
                return of(folder.resolve(".git"));
            }
        }
        return UNKNOWN;
    }

    private static String of(Path git) {
        try {
            String head = Files.readString(git.resolve("HEAD")).strip();
            String hash = head.startsWith("ref: ") ? ref(git, head.substring("ref: ".length())) : head;
            return hash.substring(0, Math.min(SHOWN, hash.length()));
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String ref(Path git, String name) throws IOException {
        Path loose = git.resolve(name);
        if (Files.exists(loose)) {
            return Files.readString(loose).strip();
        }
        return Files.readAllLines(git.resolve("packed-refs")).stream()
                .filter(line -> line.endsWith(" " + name))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
