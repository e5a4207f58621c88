package dev.heddle.sim.bugs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The corpus of seeded bugs. */
public final class SeededBugs {

    private static final List<SeededBug> ALL = all(LedgerBugs.list(), AllocationBugs.list(), AgentBugs.list());

    private SeededBugs() {}

    /** Every bug. */
    public static List<SeededBug> all() {
        return ALL;
    }

    /** The bug of that name. */
    public static Optional<SeededBug> named(String name) {
        return ALL.stream().filter(bug -> bug.name().equals(name)).findFirst();
    }

    @SafeVarargs
    private static List<SeededBug> all(List<SeededBug>... parts) {
        List<SeededBug> all = new ArrayList<>();
        for (List<SeededBug> part : parts) {
            all.addAll(part);
        }
        return List.copyOf(all);
    }
}
