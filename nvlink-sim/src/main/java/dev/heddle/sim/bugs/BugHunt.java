package dev.heddle.sim.bugs;

import dev.heddle.sim.cluster.run.HuntMain;
import java.util.Optional;

/** Looks for a seeded bug with everything that ought to find it. */
public final class BugHunt {

    private static final String BROKEN = HuntMain.BROKEN;
    private static final long NANOS = 1_000_000_000;

    private BugHunt() {}

    /**
     * How a hunt ended.
     *
     * @param bug the bug
     * @param hunter what found it; empty = nothing did
     * @param millis how long it took
     * @param finding what was found
     */
    public record Caught(SeededBug bug, Optional<String> hunter, long millis, String finding) {

        /** One line for people. */
        @Override
        public String toString() {
            return bug.name() + ": "
                    + hunter.map(by -> "found by " + by + " in " + millis + " ms: "
                                    + finding.lines()
                                            .skip(1)
                                            .findFirst()
                                            .orElse(finding)
                                            .strip())
                            .orElse("NOT FOUND in " + millis + " ms");
        }
    }

    /** Looks for a bug until it is found or {@code seconds} are over. */
    public static Caught hunt(SeededBug bug, int seconds) {
        long start = System.nanoTime();
        for (Hunter hunter : Scents.of(bug.name())) {
            long left = seconds - (System.nanoTime() - start) / NANOS;
            if (left <= 0) {
                break;
            }
            String found = new BugLoader(bug).run(hunter.entry(), hunter.argument(left));
            if (found.startsWith(BROKEN) && isOfTheBug(hunter)) {
                return new Caught(bug, Optional.of(hunter.name()), millis(start), found);
            }
        }
        return new Caught(bug, Optional.empty(), millis(start), "");
    }

    /** What a cluster shows without the bug as well says nothing of it. */
    private static boolean isOfTheBug(Hunter hunter) {
        return switch (hunter) {
            case Hunter.Walks walks -> true;
            case Hunter.Cluster cluster ->
                !new HuntMain().apply(cluster.argument(0)).startsWith(BROKEN);
        };
    }

    private static long millis(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
