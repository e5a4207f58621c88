package dev.heddle.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.cli.support.Shell;
import dev.heddle.testing.RepositoryRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The page of all commands is what {@code --help} prints. Run with {@code -Dheddle.golden=write} to renew it. */
class ReferencePageTest {

    private static final Path PAGE = RepositoryRoot.path().resolve("docs/cli.md");

    @Test
    void docsCliIsWhatHelpPrints() throws Exception {
        String page = page();
        if (System.getProperty("heddle.golden", "").equals("write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        Shell shell = Shell.in(Path.of(""));
        StringBuilder page = new StringBuilder("""
            # Command line

            What `./heddle COMMAND --help` prints, on one page. A test keeps it so.

            """);
        section(page, "heddle", shell.run("--help").out());
        Map<String, CommandLine> verbs = new TreeMap<>();
        collect("", Verbs.commandLine(shell.open().session()), verbs);
        verbs.forEach((verb, line) -> section(
                page,
                "heddle" + verb,
                shell.run((verb.strip() + " --help").split(" ")).out()));
        return page.toString();
    }

    private static void collect(String prefix, CommandLine line, Map<String, CommandLine> verbs) {
        line.getSubcommands().forEach((name, child) -> {
            boolean own = child.getCommandName().equals(name);
            if (own && !child.getCommandSpec().usageMessage().hidden()) {
                verbs.put(prefix + " " + name, child);
                collect(prefix + " " + name, child, verbs);
            }
        });
    }

    private static void section(StringBuilder page, String title, String help) {
        page.append("## ")
                .append(title)
                .append("\n\n```\n")
                .append(help.strip())
                .append("\n```\n\n");
    }
}
