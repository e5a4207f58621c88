package dev.heddle.cli.session;

import dev.heddle.cli.console.ExitCode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The word {@code heddle} itself, and the options that every verb takes. */
@Command(
        name = "heddle",
        description = "Guides the NVLink fabric of Grace Blackwell racks.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Start here:",
            "  ./heddle demo                                           a simulated fleet of 12 racks",
            "  ./heddle topology                                       what there is and what is free",
            "  ./heddle create cd train-1 --nodes 16 --gpus-per-node 4 --wait",
            "  ./heddle get cd -o wide",
            "",
            "Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 not found, 4 no coordinator answers or leads,",
            "5 cannot be placed now."
        })
public final class HeddleCommand implements Callable<Integer> {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    boolean help;

    @Option(
            names = "--server",
            paramLabel = "URL",
            split = ",",
            scope = ScopeType.INHERIT,
            description =
                    "Coordinators, tried in this order. Default: $HEDDLE_SERVER, else those of the running demo, else http://127.0.0.1:8480.")
    @Nullable
    List<URI> servers;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "File with the token for the REST interface.")
    @Nullable
    Path tokenFile;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            scope = ScopeType.INHERIT,
            description =
                    "Longest wait, such as 30s or 10m: for an answer (default 30s), or for what the command waits for.")
    @Nullable
    Duration timeout;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Data folder of the demo. Default: $HEDDLE_DATA, else .heddle beside the heddle script.")
    @Nullable
    Path data;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colours, as with NO_COLOR set.")
    boolean noColor;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
        return ExitCode.USAGE;
    }
}
