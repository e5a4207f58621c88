package dev.heddle.sim.bugs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The corpus of seeded bugs. */
public final class SeededBugs {

    private static final List<SeededBug> ALL = all(LedgerBugs.list(), AllocationBugs.list(), AgentBugs.list());

    private SeededBugs() {}

    /** Mistakes that another fence makes up for in every history looked at so far: they are not known to do harm. */
    private static final Set<String> HARMLESS = Set.of(
            "no-compare-and-set",
            "conflict-believed",
            "unowned-grant-kept",
            "report-under-other-epoch",
            "old-boot-fences",
            "amnesia-trusted",
            "reboot-not-scrubbed",
            "old-session-counts",
            "generation-not-raised",
            "restored-ledger-believed",
            "unheard-node-granted",
            "unscrubbed-node-granted",
            "unknown-gpu-granted",
            "equal-stamp-other-order",
            "foreign-cluster-obeyed");

    /** Every bug. */
    public static List<SeededBug> all() {
        return ALL;
    }

    /** Those that must be found. */
    public static List<SeededBug> harmful() {
        return ALL.stream().filter(bug -> !HARMLESS.contains(bug.name())).toList();
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
