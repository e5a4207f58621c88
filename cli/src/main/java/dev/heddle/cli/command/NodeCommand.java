package dev.heddle.cli.command;

import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code heddle node}. */
@Command(
        name = "node",
        description = "Fence, forget or re-adopt a node.",
        synopsisSubcommandLabel = "fence|forget|readopt")
final class NodeCommand implements Callable<Integer> {

    static CommandLine group(Session session) {
        return Verbs.group(
                new NodeCommand(),
                new NodeFenceCommand(session),
                new NodeForgetCommand(session),
                new NodeReadoptCommand(session));
    }

    @Override
    public Integer call() throws CommandFailure {
        throw CommandFailure.usage("Which step? fence, forget or readopt: see ./heddle node --help.");
    }
}
