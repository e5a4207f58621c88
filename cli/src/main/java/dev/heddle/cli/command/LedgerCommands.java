package dev.heddle.cli.command;

import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.demo.DataFolder;
import dev.heddle.cli.demo.Foreground;
import dev.heddle.cli.demo.Installation;
import dev.heddle.cli.session.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle ledger}: the durable record, offline. */
final class LedgerCommands {

    private LedgerCommands() {}

    static CommandLine group(Session session) {
        return Verbs.group(
                new Ledger(), new Export(session), new Import(session), new Verify(session), new Restored(session));
    }

    /** {@code heddle ledger}. */
    @Command(
            name = "ledger",
            description = "Save, restore and check the record of who holds what. Stop the coordinators first.",
            synopsisSubcommandLabel = "export|import|verify|restored")
    static final class Ledger implements Callable<Integer> {
        @Override
        public Integer call() throws CommandFailure {
            throw CommandFailure.usage("export, import, verify or restored: see ./heddle ledger --help.");
        }
    }

    /** Which ledger. */
    static final class Where {

        @Option(
                names = "--url",
                paramLabel = "JDBC-URL",
                description = "The ledger's database. Default: the demo's ledger in the data folder.")
        @Nullable
        String url;

        @Option(names = "--user", paramLabel = "USER", description = "Its user. Default: heddle.")
        @Nullable
        String user;

        @Option(names = "--password-file", paramLabel = "FILE", description = "File with that user's password.")
        @Nullable
        Path passwordFile;

        int run(Session session, List<String> verb) throws CommandFailure {
            List<String> arguments = new ArrayList<>(verb);
            if (url == null) {
                arguments.addAll(DataFolder.existing(session.dataFolder()).ledgerArguments());
            } else {
                arguments.addAll(List.of("--url", url));
            }
            if (user != null) {
                arguments.addAll(List.of("--user", user));
            }
            if (passwordFile != null) {
                arguments.addAll(
                        List.of("--password-file", passwordFile.toAbsolutePath().toString()));
            }
            return tool(session, arguments);
        }

        private static int tool(Session session, List<String> arguments) throws CommandFailure {
            List<String> command =
                    Installation.at(session.root()).coordinatorTool("dev.heddle.coordinator.ledger.LedgerTool");
            command.addAll(arguments);
            return Foreground.run(command);
        }
    }

    /** {@code heddle ledger export}. */
    @Command(
            name = "export",
            description = "Write the whole ledger to a file.",
            footer = {"", "Example:", "  ./heddle ledger export ledger-backup.jsonl"})
    static final class Export implements Callable<Integer> {

        private final Session session;

        @Parameters(index = "0", paramLabel = "FILE", description = "Where to.")
        Path file = Path.of("");

        @Mixin
        Where where = new Where();

        Export(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws CommandFailure {
            return where.run(session, List.of("export", file.toAbsolutePath().toString()));
        }
    }

    /** {@code heddle ledger import}. */
    @Command(
            name = "import",
            description = "Read a file that export wrote into an empty ledger.",
            footer = {"", "Example:", "  ./heddle ledger import ledger-backup.jsonl"})
    static final class Import implements Callable<Integer> {

        private final Session session;

        @Parameters(index = "0", paramLabel = "FILE", description = "Where from.")
        Path file = Path.of("");

        @Option(names = "--replace", description = "Also where the ledger is not empty: what it holds is lost.")
        boolean replace;

        @Mixin
        Where where = new Where();

        Import(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws CommandFailure {
            List<String> verb =
                    new ArrayList<>(List.of("import", file.toAbsolutePath().toString()));
            if (replace) {
                verb.add("--replace");
            }
            return where.run(session, verb);
        }
    }

    /** {@code heddle ledger verify}. */
    @Command(name = "verify", description = "Check every record of the ledger.")
    static final class Verify implements Callable<Integer> {

        private final Session session;

        @Mixin
        Where where = new Where();

        Verify(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws CommandFailure {
            return where.run(session, List.of("verify"));
        }
    }

    /** {@code heddle ledger restored}. */
    @Command(
            name = "restored",
            description = "Say that the ledger's database came back from an older backup.",
            footer = {"", "Nothing is granted then until every node has said what it holds, or is fenced anew."})
    static final class Restored implements Callable<Integer> {

        private final Session session;

        @Mixin
        Where where = new Where();

        Restored(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws CommandFailure {
            return where.run(session, List.of("restored"));
        }
    }
}
