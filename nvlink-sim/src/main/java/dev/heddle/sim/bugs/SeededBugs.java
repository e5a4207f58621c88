package dev.heddle.sim.bugs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The corpus of seeded bugs. */
public final class SeededBugs {

    private static final List<SeededBug> ALL =
            all(LedgerBugs.list(), LeaderBugs.list(), AllocationBugs.list(), AgentBugs.list(), ReplicationBugs.list());

    private SeededBugs() {}

    /**
     * Mistakes that nothing has found so far. Another fence may make up for each of them, or what finds it is missing:
     * which of the two is not known.
     */
    private static final Set<String> NOT_FOUND = Set.of(
            "no-compare-and-set",
            "conflict-believed",
            "unowned-grant-kept",
            "report-under-other-epoch",
            "old-boot-fences",
            "amnesia-trusted",
            "old-session-counts",
            "restored-ledger-believed",
            "unscrubbed-node-granted",
            "equal-stamp-other-order",
            "foreign-cluster-obeyed",
            "unscrubbed-order-obeyed",
            "higher-epoch-ignored",
            "old-leader-not-ended",
            "merge-by-arrival",
            "mixed-picture-shown",
            "readers-go-back",
            "relay-tells-once",
            "lost-replica-not-buried",
            "refusal-ignored",
            "sessions-numbered-from-one");

    /** Every bug. */
    public static List<SeededBug> all() {
        return ALL;
    }

    /** Those that must be found. */
    public static List<SeededBug> toBeFound() {
        return ALL.stream().filter(bug -> !NOT_FOUND.contains(bug.name())).toList();
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
