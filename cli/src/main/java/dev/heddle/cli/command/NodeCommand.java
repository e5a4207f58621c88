package dev.heddle.cli.command;

import dev.heddle.cli.console.CommandFailure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle node}. */
@Command(
        name = "node",
        description = "Fence, forget or re-adopt a node.",
        synopsisSubcommandLabel = "fence|forget|readopt")
final class NodeCommand implements Callable<Integer> {

    @Override
    public Integer call() throws CommandFailure {
        throw CommandFailure.usage("Which step? fence, forget or readopt: see ./heddle node --help.");
    }
}
