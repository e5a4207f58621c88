package dev.heddle.coordinator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.testing.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Draws docs/configuration.md from the records that hold the properties: their components, defaults and Javadoc. */
class ConfigurationDocsTest {

    private static final Pattern PREFIX = Pattern.compile("@ConfigurationProperties\\(\"([^\"]+)\"\\)");
    private static final Pattern HEADER =
            Pattern.compile("record \\w+\\((.*?)\\)\\s*(?:implements [\\w., ]+)?\\{", Pattern.DOTALL);
    private static final Pattern COMPONENT = Pattern.compile(
            "(?:@DefaultValue(?:\\((?:\\{\\}|\"([^\"]*)\")\\))?\\s*)?([\\w.]+(?:<[\\w., ]+>)?) (\\w+)$");

    @Test
    void everyPropertyIsDescribed() throws IOException {
        StringBuilder page = new StringBuilder();
        for (String module : List.of("coordinator", "node-agent")) {
            for (Path source : sources(module)) {
                page.append(section(Files.readString(source)));
            }
        }
        assertThat(page.toString()).contains("heddle.ledger.url", "heddle.agent.coordinators");
        new GeneratedBlock("configuration.md", "properties").is(page.toString());
    }

    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files =
                Files.walk(RepositoryRoot.path().resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(ConfigurationDocsTest::holdsProperties)
                    .sorted()
                    .toList();
        }
    }

    private static boolean holdsProperties(Path file) {
        try {
            return PREFIX.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String section(String source) {
        Matcher prefix = PREFIX.matcher(source);
        assertThat(prefix.find()).isTrue();
        Matcher header = HEADER.matcher(source);
        assertThat(header.find(prefix.end())).as(prefix.group(1)).isTrue();
        StringBuilder rows = new StringBuilder(
                "\n## " + prefix.group(1) + "\n\n| property | type | default | meaning |\n|---|---|---|---|\n");
        for (String component : split(header.group(1))) {
            rows.append(row(prefix.group(1), component, source.substring(0, prefix.start())));
        }
        return rows.toString();
    }

    private static List<String> split(String components) {
        return Stream.of(components.split(",(?![^<(]*[>)])")).map(String::strip).toList();
    }

    private static String row(String prefix, String component, String javadoc) {
        String plain = component
                .replaceAll("@(?!DefaultValue)[\\w.]+(\\([^)]*\\))?\\s*", "")
                .replaceAll("\\s+", " ");
        Matcher matcher = COMPONENT.matcher(plain);
        assertThat(matcher.find()).as(component).isTrue();
        String value = matcher.group(1) == null || matcher.group(1).isEmpty() ? "–" : "`" + matcher.group(1) + "`";
        String name = matcher.group(3);
        return "| `" + prefix + "." + kebab(name) + "` | "
                + matcher.group(2).replace("<", " of ").replace(">", "") + " | " + value + " | "
                + meaning(javadoc, name) + " |\n";
    }

    private static String meaning(String javadoc, String name) {
        Matcher matcher = Pattern.compile("@param " + name + " (.*?)(?=\\n \\* @|\\n \\*/)", Pattern.DOTALL)
                .matcher(javadoc);
        assertThat(matcher.find()).as("Javadoc of %s", name).isTrue();
        return matcher.group(1)
                .replaceAll("\\s*\\n \\*\\s*", " ")
                .replaceAll("\\{@\\w+ #?([^}]*)}", "`$1`")
                .strip();
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
