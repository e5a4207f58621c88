package dev.heddle.sim.cluster.run;

import dev.heddle.sim.bugs.SeededBug;
import dev.heddle.sim.bugs.SeededBugs;
import dev.heddle.sim.cluster.nemesis.FaultKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code heddle sim check} is asked for.
 *
 * @param seed everything is drawn from it
 * @param hours simulated hours, above 0, at most {@value #MAX_HOURS}
 * @param racks racks, 1 to {@value #MAX_RACKS}
 * @param kinds kinds of faults
 * @param bug a seeded bug to look for
 * @param only what is done instead of a run
 * @param shrink whether a shorter way to a violation is looked for
 */
record CheckOptions(
        long seed, double hours, int racks, Set<FaultKind> kinds, Optional<SeededBug> bug, Only only, boolean shrink) {

    static final int MAX_HOURS = 1_000;
    static final int MAX_RACKS = 12;

    static final String USAGE = """
            Usage: heddle sim check [--seed N] [--hours H] [--racks R] [--faults KIND,...] [--bug NAME] [--no-shrink]
                   heddle sim check --list-bugs | --list-faults

            Runs a cluster of three coordinators and 18 node agents a rack under virtual time, with faults, and checks
            every invariant after every event.

              --seed N        what everything is drawn from (1)
              --hours H       simulated hours (0.5)
              --racks R       racks of 18 nodes (6)
              --faults KINDS  only these kinds of faults, separated by commas
              --bug NAME      puts a known mistake into the code, which must then be found
              --no-shrink     does not look for fewer faults that lead to the same violation
              --list-bugs     the known mistakes
              --list-faults   the kinds of faults

            Exit codes: 0 nothing was found (or the bug was), 1 a violation was (or the bug was not), 2 wrong usage.
            """;

    /** What is done instead of a run. */
    enum Only {
        RUN,
        LIST_BUGS,
        LIST_FAULTS,
        HELP
    }

    /** Wrong usage. */
    static final class UsageException extends Exception {

        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    private static final CheckOptions DEFAULT = new CheckOptions(
            1, 0.5, RunOptions.RACKS, EnumSet.allOf(FaultKind.class), Optional.empty(), Only.RUN, true);

    static CheckOptions parse(String... arguments) throws UsageException {
        CheckOptions options = DEFAULT;
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i];
            switch (name) {
                case "--list-bugs" -> options = options.only(Only.LIST_BUGS);
                case "--list-faults" -> options = options.only(Only.LIST_FAULTS);
                case "--help", "-h" -> options = options.only(Only.HELP);
                case "--no-shrink" -> options = options.unshrunk();
                default -> options = options.with(name, value(name, arguments, ++i));
            }
        }
        return options;
    }

    private static String value(String name, String[] arguments, int index) throws UsageException {
        if (index >= arguments.length) {
            throw new UsageException("there is no value after " + name);
        }
        return arguments[index];
    }

    private CheckOptions with(String name, String value) throws UsageException {
        try {
            return switch (name) {
                case "--seed" -> new CheckOptions(Long.parseLong(value), hours, racks, kinds, bug, only, shrink);
                case "--hours" -> new CheckOptions(seed, hours(value), racks, kinds, bug, only, shrink);
                case "--racks" -> new CheckOptions(seed, hours, racks(value), kinds, bug, only, shrink);
                case "--faults" -> new CheckOptions(seed, hours, racks, kinds(value), bug, only, shrink);
                case "--bug" -> new CheckOptions(seed, hours, racks, kinds, Optional.of(bug(value)), only, shrink);
                default -> throw new UsageException("there is no option " + name);
            };
        } catch (NumberFormatException e) {
            throw new UsageException(name + " must be a number, was \"" + value + "\"");
        }
    }

    private static double hours(String value) throws UsageException {
        double hours = Double.parseDouble(value);
        if (!(hours > 0 && hours <= MAX_HOURS)) {
            throw new UsageException("--hours must be above 0 and at most " + MAX_HOURS + ", was " + value);
        }
        return hours;
    }

    private static int racks(String value) throws UsageException {
        int racks = Integer.parseInt(value);
        if (racks < 1 || racks > MAX_RACKS) {
            throw new UsageException("--racks must be 1 to " + MAX_RACKS + ", was " + value);
        }
        return racks;
    }

    private static Set<FaultKind> kinds(String value) throws UsageException {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        for (String name : value.split(",")) {
            kinds.add(FaultKind.named(name)
                    .orElseThrow(() ->
                            new UsageException("there is no fault " + name + "; --list-faults names those there are")));
        }
        return kinds;
    }

    private static SeededBug bug(String value) throws UsageException {
        return SeededBugs.named(value)
                .orElseThrow(
                        () -> new UsageException("there is no bug " + value + "; --list-bugs names those there are"));
    }

    private CheckOptions only(Only other) {
        return new CheckOptions(seed, hours, racks, kinds, bug, other, shrink);
    }

    private CheckOptions unshrunk() {
        return new CheckOptions(seed, hours, racks, kinds, bug, only, false);
    }

    RunOptions run() {
        Duration duration = Duration.ofSeconds(Math.max(1, Math.round(hours * 3600)));
        return new RunOptions(seed, duration, racks, kinds, RunOptions.Pace.USUAL, number -> false);
    }

    /** The command that does this again. */
    String command() {
        String text = "./heddle sim check --seed " + seed + " --hours " + hours;
        if (racks != RunOptions.RACKS) {
            text += " --racks " + racks;
        }
        if (!kinds.equals(EnumSet.allOf(FaultKind.class))) {
            text += " --faults "
                    + String.join(",", kinds.stream().map(FaultKind::text).toList());
        }
        return text;
    }
}
