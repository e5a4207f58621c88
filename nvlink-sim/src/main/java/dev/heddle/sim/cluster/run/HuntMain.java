package dev.heddle.sim.cluster.run;

import dev.heddle.sim.cluster.nemesis.FaultKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs clusters of a few kinds of faults, one at least, until something is found or the time is over: {@code SEED HOURS
 * RACKS KINDS SECONDS} in, what was found out. Fit to be run with a seeded bug.
 */
public final class HuntMain implements Function<String, String> {

    /** What is answered first when an invariant is broken. */
    public static final String BROKEN = "broken: ";

    private static final long NANOS = 1_000_000_000;

    @Override
    public String apply(String arguments) {
        Quiet.unlessAsked();
        String[] words = arguments.split(" ");
        long end = System.nanoTime() + Long.parseLong(words[4]) * NANOS;
        long seed = Long.parseLong(words[0]);
        long runs = 0;
        do {
            RunOptions options = new RunOptions(
                    seed + runs++,
                    Duration.ofSeconds(Math.round(Double.parseDouble(words[1]) * 3600)),
                    Integer.parseInt(words[2]),
                    kinds(words[3]),
                    RunOptions.Pace.HUNT,
                    number -> false);
            RunResult result = ClusterRun.of(options);
            if (result.broken()) {
                return BROKEN + "seed " + options.seed() + " after "
                        + result.simulated().toSeconds() + " s\n"
                        + result.violations().getFirst();
            }
        } while (System.nanoTime() < end);
        return "nothing in " + runs + " runs";
    }

    private static Set<FaultKind> kinds(String text) {
        if (text.equals("all")) {
            return EnumSet.allOf(FaultKind.class);
        }
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        for (String name : text.split(",")) {
            kinds.add(FaultKind.named(name).orElseThrow(() -> new IllegalArgumentException("no fault " + name)));
        }
        return kinds;
    }
}
