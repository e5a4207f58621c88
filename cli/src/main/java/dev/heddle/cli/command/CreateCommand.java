package dev.heddle.cli.command;

import dev.heddle.cli.console.CommandFailure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle create}. */
@Command(name = "create", description = "Ask for a ComputeDomain.", synopsisSubcommandLabel = "cd")
final class CreateCommand implements Callable<Integer> {

    @Override
    public Integer call() throws CommandFailure {
        throw CommandFailure.usage("Create what? For example ./heddle create cd train-1 --nodes 16 --gpus-per-node 4.");
    }
}
