package dev.heddle.cli.command;

import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle uncordon}. */
@Command(
        name = "uncordon",
        description = "Grant on a node or rack again.",
        footer = {"", "Example:", "  ./heddle uncordon rack rack-05"})
final class UncordonCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "KIND", description = "node or rack.")
    String kind = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "Which one.")
    String name = "";

    UncordonCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        Cordons.of(kind, name).ask(session, session.client(), "uncordon");
        return ExitCode.OK;
    }
}
