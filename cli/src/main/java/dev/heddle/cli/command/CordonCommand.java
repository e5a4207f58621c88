package dev.heddle.cli.command;

import dev.heddle.cli.client.Json;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle cordon}. */
@Command(
        name = "cordon",
        description = "Grant nothing more on a node or rack; what is granted stays.",
        footer = {"", "Examples:", "  ./heddle cordon node rack-03/tray-07", "  ./heddle cordon rack rack-05"})
final class CordonCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "KIND", description = "node or rack.")
    String kind = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "Which one.")
    String name = "";

    CordonCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        Cordons target = Cordons.of(kind, name);
        List<String> blocking = Json.texts(target.ask(session, session.client(), "cordon"), "blocking");
        if (!blocking.isEmpty()) {
            session.console()
                    .say("Still in use by " + String.join(", ", blocking) + ". To empty it: ./heddle drain "
                            + target.title().replace('/', ' '));
        }
        return ExitCode.OK;
    }
}
