package dev.heddle.cli.command;

import dev.heddle.cli.console.CommandFailure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle delete}. */
@Command(name = "delete", description = "Give a ComputeDomain back.", synopsisSubcommandLabel = "cd")
final class DeleteCommand implements Callable<Integer> {

    @Override
    public Integer call() throws CommandFailure {
        throw CommandFailure.usage("Delete what? For example ./heddle delete cd train-1.");
    }
}
