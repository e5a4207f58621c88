package dev.heddle.cli.command;

import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.demo.Foreground;
import dev.heddle.cli.demo.Installation;
import dev.heddle.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle sim check}: a whole cluster under virtual time. It needs no coordinator: the simulator has its own. */
@Command(
        name = "check",
        description = {
            "Run a whole cluster under simulated time and faults, and check that no invariant breaks.",
            "The same seed is the same run, event by event. Exit code 1: an invariant broke."
        },
        footer = {
            "",
            "Examples:",
            "  ./heddle sim check",
            "  ./heddle sim check --seed 7 --hours 2 --racks 2",
            "  ./heddle sim check --faults ledger-restored,grid-resurrected",
            "  ./heddle sim check --bug no-generation"
        })
final class SimCheckCommand implements Callable<Integer> {

    private static final String MAIN = "dev.heddle.sim.cluster.run.CheckMain";
    private static final double HOURS_MIN = 0.01;
    private static final double HOURS_MAX = 100;
    private static final int RACKS_MAX = 12;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final Session session;

    @Option(names = "--seed", paramLabel = "N", description = "What the run is drawn from.")
    @Nullable
    Long seed;

    @Option(names = "--hours", paramLabel = "H", description = "Simulated hours, 0.01 to 100.")
    @Nullable
    Double hours;

    @Option(names = "--racks", paramLabel = "R", description = "Racks of 18 nodes and 72 GPUs, 1 to 12.")
    @Nullable
    Integer racks;

    @Option(
            names = "--faults",
            paramLabel = "KIND",
            split = ",",
            description = "Only these kinds of faults. Default: all of them.")
    List<String> faults = List.of();

    @Option(names = "--bug", paramLabel = "NAME", description = "Put this known mistake into the code first.")
    @Nullable
    String bug;

    @Option(names = "--list-bugs", description = "List the known mistakes.")
    boolean listBugs;

    @Option(names = "--list-faults", description = "List the kinds of faults.")
    boolean listFaults;

    @Option(names = "--no-shrink", description = "Do not look for fewer faults that break the same invariant.")
    boolean noShrink;

    SimCheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        check();
        List<String> command = Installation.simulatorTool(session.root(), MAIN);
        command.addAll(arguments());
        return Foreground.run(command);
    }

    private void check() throws CommandFailure {
        if (hours != null && !(hours >= HOURS_MIN && hours <= HOURS_MAX)) {
            throw CommandFailure.usage("--hours must be 0.01 to 100.");
        }
        if (racks != null && (racks < 1 || racks > RACKS_MAX)) {
            throw CommandFailure.usage("--racks must be 1 to " + RACKS_MAX + ".");
        }
        for (String kind : faults) {
            name("--faults", kind, "--list-faults");
        }
        if (bug != null) {
            name("--bug", bug, "--list-bugs");
        }
        if (listBugs && listFaults) {
            throw CommandFailure.usage("--list-bugs or --list-faults, not both.");
        }
    }

    private static void name(String option, String value, String list) throws CommandFailure {
        if (!NAME.matcher(value).matches()) {
            throw CommandFailure.usage(
                    option + ": '" + value + "' is no name; ./heddle sim check " + list + " has them.");
        }
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        add(arguments, "--seed", seed);
        add(arguments, "--hours", hours);
        add(arguments, "--racks", racks);
        add(arguments, "--faults", faults.isEmpty() ? null : String.join(",", faults));
        add(arguments, "--bug", bug);
        add(arguments, "--list-bugs", listBugs);
        add(arguments, "--list-faults", listFaults);
        add(arguments, "--no-shrink", noShrink);
        return arguments;
    }

    private static void add(List<String> arguments, String option, @Nullable Object value) {
        if (value != null) {
            arguments.addAll(List.of(option, value.toString()));
        }
    }

    private static void add(List<String> arguments, String option, boolean given) {
        if (given) {
            arguments.add(option);
        }
    }
}
