package dev.heddle.cli.command;

import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.session.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heddle completion}. */
@Command(
        name = "completion",
        description = "Print a script that teaches the shell to complete heddle's words.",
        footer = {"", "Examples:", "  source <(./heddle completion bash)", "  source <(./heddle completion zsh)"})
final class CompletionCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "SHELL", description = "bash or zsh.")
    String shell = "";

    @Spec
    @Nullable
    CommandSpec spec;

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        if (!shell.equals("bash") && !shell.equals("zsh") || spec == null) {
            throw CommandFailure.usage("There is no completion for '" + shell + "': take bash or zsh.");
        }
        String head = shell.equals("zsh")
                ? "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
                : "";
        session.console().print(head + AutoComplete.bash("heddle", spec.root().commandLine()));
        return ExitCode.OK;
    }
}
