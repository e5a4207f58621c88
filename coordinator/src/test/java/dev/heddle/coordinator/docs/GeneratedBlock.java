package dev.heddle.coordinator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.testing.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a page under {@code docs/} between {@code <!-- generated: NAME -->} and {@code <!-- end: NAME -->}. Run the
 * test with {@code -Dheddle.update=docs} to write it anew.
 *
 * @param page file name in docs
 * @param name name of the part
 */
public record GeneratedBlock(String page, String name) {

    /** Checks that the page holds {@code content}, or puts it there. */
    public void is(String content) throws IOException {
        Path file = RepositoryRoot.path().resolve("docs").resolve(page);
        String text = Files.readString(file);
        String start = "<!-- generated: " + name + " -->\n";
        String end = "<!-- end: " + name + " -->";
        int from = text.indexOf(start) + start.length();
        int to = text.indexOf(end);
        assertThat(from).as("%s in %s", start, file).isGreaterThanOrEqualTo(start.length());
        assertThat(to).as("%s in %s", end, file).isGreaterThanOrEqualTo(from);
        if ("docs".equals(System.getProperty("heddle.update"))) {
            Files.writeString(file, text.substring(0, from) + content + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to))
                .as("%s is out of date: run this test with -Dheddle.update=docs", file)
                .isEqualTo(content);
    }
}
