package dev.heddle.sim.cluster.run;

import dev.heddle.sim.cluster.nemesis.Nemesis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Looks for fewer faults after which the same invariant is still broken: every fault draws for itself, so one may be
 * left out without changing the others.
 */
final class Shrinker {

    private final RunOptions options;
    private final BooleanSupplier goOn;
    private RunResult best;
    private List<Long> kept;

    private Shrinker(RunOptions options, RunResult broken, BooleanSupplier goOn) {
        this.options = options;
        this.goOn = goOn;
        this.best = broken;
        this.kept = broken.made().stream().map(Nemesis.Made::number).toList();
    }

    /**
     * The shortest that was found.
     *
     * @param result its run
     * @param faults numbers of the faults in it
     */
    record Shrunk(RunResult result, List<Long> faults) {}

    /**
     * Shrinks.
     *
     * @param broken the run to begin with
     * @param goOn whether there is time for another run
     */
    static Shrunk shrink(RunOptions options, RunResult broken, BooleanSupplier goOn) {
        Shrinker shrinker = new Shrinker(options, broken, goOn);
        shrinker.shrink();
        return new Shrunk(shrinker.best, List.copyOf(shrinker.kept));
    }

    /** Halves first, then smaller parts, as long as something can be left out. */
    private void shrink() {
        int part = Math.max(1, kept.size() / 2);
        while (goOn.getAsBoolean()) {
            boolean smaller = false;
            for (int from = 0; from < kept.size() && goOn.getAsBoolean(); ) {
                List<Long> without = new ArrayList<>(kept);
                without.subList(from, Math.min(kept.size(), from + part)).clear();
                if (stillBroken(without)) {
                    kept = without;
                    smaller = true;
                } else {
                    from += part;
                }
            }
            if (part == 1 && !smaller) {
                return;
            }
            part = Math.max(1, part / 2);
        }
    }

    private boolean stillBroken(List<Long> numbers) {
        Set<Long> chosen = new HashSet<>(numbers);
        Duration enough = Duration.ofNanos(best.violations().getFirst().nanos()).plusSeconds(60);
        Duration length = enough.compareTo(options.duration()) < 0 ? enough : options.duration();
        RunResult result = ClusterRun.of(options.lasting(length).skipping(number -> !chosen.contains(number)));
        boolean same = result.broken()
                && result.violations()
                        .getFirst()
                        .invariant()
                        .equals(best.violations().getFirst().invariant());
        best = same ? result : best;
        return same;
    }
}
