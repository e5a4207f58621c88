package dev.heddle.sim.cluster.run;

import dev.heddle.sim.bugs.BugHunt;
import dev.heddle.sim.bugs.SeededBug;
import dev.heddle.sim.bugs.SeededBugs;
import dev.heddle.sim.cluster.nemesis.FaultKind;
import java.io.PrintStream;
import java.time.Duration;
import java.util.stream.Collectors;

/** {@code heddle sim check}: runs a simulated cluster, and says what was found. */
public final class CheckMain {

    private static final int FOUND = 1;
    private static final int USAGE = 2;
    private static final int HUNT_SECONDS = 60;
    private static final Duration SHRINKING = Duration.ofMinutes(5);
    private static final int MOST_LINES = 40;

    private final PrintStream out;
    private final CheckOptions options;

    private CheckMain(PrintStream out, CheckOptions options) {
        this.out = out;
        this.options = options;
    }

    /** Runs what the arguments ask for. */
    public static void main(String... arguments) {
        Quiet.unlessAsked();
        System.exit(run(System.out, System.err, arguments));
    }

    /**
     * Runs what the arguments ask for.
     *
     * @return the exit code
     */
    static int run(PrintStream out, PrintStream err, String... arguments) {
        try {
            return new CheckMain(out, CheckOptions.parse(arguments)).run();
        } catch (CheckOptions.UsageException e) {
            err.println("heddle sim check: " + e.getMessage() + ". See heddle sim check --help.");
            return USAGE;
        }
    }

    private int run() {
        return switch (options.only()) {
            case HELP -> {
                out.print(CheckOptions.USAGE);
                yield 0;
            }
            case LIST_BUGS -> {
                SeededBugs.all().forEach(this::list);
                yield 0;
            }
            case LIST_FAULTS -> {
                for (FaultKind kind : FaultKind.values()) {
                    out.printf("%-28s %s%n", kind.text(), kind.description());
                }
                yield 0;
            }
            case RUN -> options.bug().map(this::hunt).orElseGet(this::check);
        };
    }

    private void list(SeededBug bug) {
        String known = SeededBugs.toBeFound().contains(bug) ? "" : " (not known to be found)";
        out.printf("%-28s %s  %s In %s.%s%n", bug.name(), bug.breaks(), bug.mistake(), bug.where(), known);
    }

    private int hunt(SeededBug bug) {
        BugHunt.Caught caught = BugHunt.hunt(bug, HUNT_SECONDS);
        out.println(caught);
        return caught.hunter().isPresent() ? 0 : FOUND;
    }

    private int check() {
        out.printf("%s (commit %s)%n", options.command(), Commit.current());
        RunResult result = ClusterRun.of(options.run(), this::progress);
        report(result);
        if (!result.broken()) {
            return 0;
        }
        result.violations().forEach(out::println);
        out.println("The last faults before it:");
        last(result);
        if (options.shrink() && result.faultCount() > 0) {
            shrink(result);
        }
        out.println("Again: " + options.command() + " (commit " + Commit.current() + ")");
        return FOUND;
    }

    private void progress(RunResult result) {
        out.printf(
                "%6.1f min  %,d events  %,d decisions  %,d faults  %,d events/s%n",
                result.simulated().toMillis() / 60_000.0,
                result.events(),
                result.decisions(),
                result.faultCount(),
                result.eventsPerSecond());
    }

    private void report(RunResult result) {
        out.printf(
                "seed %d: %.2f simulated hours in %.1f s: %,d events (%,d/s), %,d decisions, %,d faults, %d violations%n",
                options.seed(),
                result.simulated().toMillis() / 3_600_000.0,
                result.wall().toMillis() / 1000.0,
                result.events(),
                result.eventsPerSecond(),
                result.decisions(),
                result.faultCount(),
                result.violations().size());
        out.println("faults: "
                + result.faults().entrySet().stream()
                        .map(entry -> entry.getKey().text() + " " + entry.getValue())
                        .collect(Collectors.joining(", ")));
        if (!result.broken()) {
            out.printf("At rest %d s after the last fault. Trace %016x.%n", result.rest().toSeconds(), result.trace());
        }
    }

    private void last(RunResult result) {
        int size = result.made().size();
        result.made().subList(Math.max(0, size - MOST_LINES), size).forEach(fault -> out.println("  " + fault));
    }

    private void shrink(RunResult broken) {
        out.println("Looking for fewer faults that lead to it, for " + SHRINKING.toMinutes() + " minutes at most:");
        long end = System.nanoTime() + SHRINKING.toNanos();
        Shrinker.Shrunk shrunk = Shrinker.shrink(options.run(), broken, () -> System.nanoTime() < end);
        out.println(shrunk.faults().size() + " of " + broken.faultCount() + " faults are enough:");
        last(shrunk.result());
        out.println(shrunk.result().violations().getFirst());
    }
}
