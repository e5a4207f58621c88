package dev.heddle.coordinator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.testing.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Draws the table of maxima in docs/limits.md from the constants that hold them, and sees to it that whatever can grow in
 * the programs that run for long is on that page with its bound.
 */
class LimitsDocsTest {

    private static final List<String> MODULES = List.of("fabric-contract", "coordinator", "node-agent");

    /** A constant with its Javadoc: in an interface, or static and final. */
    private static final Pattern MAXIMUM = Pattern.compile(
            "/\\*\\*(?<doc>(?:(?!\\*/).)*)\\*/\\s*(?:public |private )?(?:static final )?(?:int|long|Duration)"
                    + " (?<name>MAX_\\w+|\\w+_LIMIT|DEFAULT_MAX_\\w+) =\\s+(?<value>[^;]+);",
            Pattern.DOTALL);

    private static final Pattern ANY_MAXIMUM =
            Pattern.compile("(?m)^\\s*(?:(?:public|private|static|final) )*(?:int|long|Duration) (MAX_\\w+) =");

    /** A field that holds what may grow, or threads whose work may wait. */
    private static final Pattern GROWS = Pattern.compile("(?m)^\\s+private (?:static )?final [^=;]+ (\\w+) =\\s+"
            + "(?:new (?:Concurrent|Linked|Array|CopyOnWrite|Priority|Hash|Tree|Delay|Weak|Identity)\\w*<"
            + "|ConcurrentHashMap\\.newKeySet|Executors\\.)");

    @Test
    void everyMaximumIsOnThePageWithItsValueAndWhatHappensThere() throws IOException {
        StringBuilder rows =
                new StringBuilder("| maximum | value | what it bounds, and what happens at it |\n|---|---|---|\n");
        for (String module : MODULES) {
            for (Path source : sources(module)) {
                rows.append(rows(source));
            }
        }
        assertThat(rows.toString())
                .contains("`Inbox.MAX_COMMANDS`", "`Limits.MAX_MESSAGE_BYTES`", "`RecordCodec.MAX_BYTES`");
        new GeneratedBlock("limits.md", "maxima").is(rows.toString());
    }

    @Test
    void everyMaximumSaysWhatItIsFor() throws IOException {
        List<String> silent = new ArrayList<>();
        for (String module : MODULES) {
            for (Path source : sources(module)) {
                String text = Files.readString(source);
                Matcher any = ANY_MAXIMUM.matcher(text);
                while (any.find()) {
                    String name = any.group(1);
                    if (MAXIMUM.matcher(text)
                            .results()
                            .noneMatch(found -> found.group("name").equals(name))) {
                        silent.add(type(source) + "." + name);
                    }
                }
            }
        }
        assertThat(silent).as("maxima without Javadoc").isEmpty();
    }

    @Test
    void whateverCanGrowIsOnThePageWithItsBound() throws IOException {
        String page = Files.readString(RepositoryRoot.path().resolve("docs/limits.md"));
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (String module : MODULES) {
            for (Path source : sources(module)) {
                Matcher field = GROWS.matcher(Files.readString(source));
                while (field.find()) {
                    found++;
                    String name = "`" + type(source) + "." + field.group(1) + "`";
                    if (!page.contains("| " + name + " |")) {
                        missing.add(name);
                    }
                }
            }
        }
        assertThat(found).isGreaterThan(20);
        assertThat(missing).as("what may grow, and is not in docs/limits.md").isEmpty();
    }

    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files =
                Files.walk(RepositoryRoot.path().resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static String type(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    private static String rows(Path source) throws IOException {
        StringBuilder rows = new StringBuilder();
        Matcher maximum = MAXIMUM.matcher(Files.readString(source));
        while (maximum.find()) {
            rows.append("| `%s.%s` | %s | %s |\n"
                    .formatted(
                            type(source),
                            maximum.group("name"),
                            value(maximum.group("value")),
                            meaning(maximum.group("doc"))));
        }
        return rows.toString();
    }

    /** As people write it: {@code 1 << 20} is 1,048,576. */
    private static String value(String expression) {
        String text = expression.strip();
        Matcher duration = Pattern.compile("Duration\\.of(\\w+)\\((\\d+)\\)").matcher(text);
        if (duration.matches()) {
            return duration.group(2) + " " + unit(duration.group(1), duration.group(2));
        }
        Matcher shifted = Pattern.compile("(\\d+)L? << (\\d+)").matcher(text);
        long value;
        if (shifted.matches()) {
            value = Long.parseLong(shifted.group(1)) << Integer.parseInt(shifted.group(2));
        } else {
            value = Stream.of(text.split("\\*"))
                    .map(factor -> factor.strip().replace("_", "").replace("L", ""))
                    .mapToLong(Long::parseLong)
                    .reduce(1, (a, b) -> a * b);
        }
        return "%,d".formatted(value);
    }

    private static String unit(String plural, String count) {
        String unit = switch (plural) {
            case "Millis" -> "milliseconds";
            case "Seconds" -> "seconds";
            case "Minutes" -> "minutes";
            case "Hours" -> "hours";
            default -> throw new IllegalArgumentException(plural);
        };
        return count.equals("1") ? unit.substring(0, unit.length() - 1) : unit;
    }

    private static String meaning(String doc) {
        return doc.replaceAll("\\s*\\n\\s*\\*\\s*", " ")
                .replaceAll("\\{@(?:link|code) #?([^}]*)}", "`$1`")
                .replace("|", "\\|")
                .strip();
    }
}
