package dev.heddle.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds in a log why its program did not start. */
final class LastWords {

    /** Longest part of a log that is read, from its end. */
    static final int TAIL_BYTES_MAX = 64 << 10;

    private LastWords() {}

    /** The description and action that Spring Boot prints, else the last line that names an error, else the last line. */
    static String of(Path log) {
        try {
            return of(tail(log));
        } catch (IOException e) {
            return "it left no log";
        }
    }

    static String of(List<String> lines) {
        Optional<String> description = after(lines, "Description:");
        if (description.isPresent()) {
            return description.get()
                    + after(lines, "Action:").map(action -> " " + action).orElse("");
        }
        return lines.reversed().stream()
                .filter(line -> line.contains("ERROR") || line.contains("Exception") || line.startsWith("error"))
                .findFirst()
                .or(() -> lines.reversed().stream()
                        .filter(line -> !line.isBlank())
                        .findFirst())
                .map(String::strip)
                .orElse("it said nothing");
    }

    /** The paragraph after a heading, in one line. */
    private static Optional<String> after(List<String> lines, String heading) {
        int at = lines.lastIndexOf(heading);
        if (at < 0) {
            return Optional.empty();
        }
        List<String> rest = lines.subList(at + 1, lines.size()).stream()
                .dropWhile(String::isBlank)
                .takeWhile(line -> !line.isBlank())
                .map(String::strip)
                .toList();
        return rest.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", rest));
    }

    private static List<String> tail(Path log) throws IOException {
        try (var channel = Files.newByteChannel(log)) {
            channel.position(Math.max(0, channel.size() - TAIL_BYTES_MAX));
            var in = java.nio.channels.Channels.newInputStream(channel);
            return new String(in.readNBytes(TAIL_BYTES_MAX), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
