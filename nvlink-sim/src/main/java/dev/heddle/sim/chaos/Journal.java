package dev.heddle.sim.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happens, in order: to a file and to whoever watches, each line with the seconds since the start. */
final class Journal {

    /** Violations remembered; a run with more has failed anyway. */
    static final int MAX_VIOLATIONS = 200;

    private final Path file;
    private final PrintStream out;
    private final long begin = System.nanoTime();
    private final List<String> violations = new ArrayList<>();

    Journal(Path file, PrintStream out) {
        this.file = file;
        this.out = out;
    }

    /** Nanoseconds since the start. */
    long now() {
        return System.nanoTime() - begin;
    }

    /** Something happened. */
    synchronized void say(String text) {
        String line = String.format(Locale.ROOT, "%8.2f  %s%n", now() / 1e9, text);
        out.print(line);
        out.flush();
        try {
            Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something happened that must not. The same is said once. */
    synchronized void violation(String text) {
        if (violations.size() < MAX_VIOLATIONS && !violations.contains(text)) {
            violations.add(text);
            say("VIOLATION " + text);
        }
    }

    /** Everything that must not have happened. */
    synchronized List<String> violations() {
        return List.copyOf(violations);
    }
}
