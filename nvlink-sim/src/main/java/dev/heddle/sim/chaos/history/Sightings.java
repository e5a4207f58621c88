package dev.heddle.sim.chaos.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects sightings: of a run of equal looks of one source only the first and the last. Any thread may add.
 */
public final class Sightings {

    /** Sightings kept at most. */
    public static final int MAX = 2_000_000;

    private final List<Sighting> kept = new ArrayList<>();
    private final Map<String, Map<String, Run>> open = new HashMap<>();

    private static final class Run {
        private Sighting first;
        private Sighting last;

        Run(Sighting first) {
            this.first = first;
            this.last = first;
        }
    }

    /**
     * Enters one whole look.
     *
     * @param source where it was looked
     * @param look what it showed, by ComputeDomain uid
     */
    public synchronized void look(String source, long begin, long end, Map<String, Set<String>> look) {
        Map<String, Run> before = open.computeIfAbsent(source, any -> new HashMap<>());
        Set<String> missing = new HashSet<>(before.keySet());
        missing.removeAll(look.keySet());
        missing.forEach(uid -> close(before.remove(uid)));
        look.forEach((uid, held) -> {
            Sighting sighting = new Sighting(source, begin, end, uid, held);
            Run run = before.get(uid);
            if (run != null && run.first.held().equals(sighting.held())) {
                run.last = sighting;
            } else {
                close(before.put(uid, new Run(sighting)));
            }
        });
    }

    /** Enters one sighting that is not part of a series of whole looks. */
    public synchronized void one(Sighting sighting) {
        keep(sighting);
    }

    private void close(@Nullable Run run) {
        if (run == null) {
            return;
        }
        keep(run.first);
        if (run.last != run.first) {
            keep(run.last);
        }
    }

    private void keep(Sighting sighting) {
        if (kept.size() == MAX) {
            throw new IllegalStateException("more than " + MAX + " sightings: a shorter run is needed");
        }
        kept.add(sighting);
    }

    /** Everything so far. */
    public synchronized List<Sighting> all() {
        List<Sighting> all = new ArrayList<>(kept);
        open.values()
                .forEach(runs -> runs.values().forEach(run -> {
                    all.add(run.first);
                    if (run.last != run.first) {
                        all.add(run.last);
                    }
                }));
        return all;
    }
}
