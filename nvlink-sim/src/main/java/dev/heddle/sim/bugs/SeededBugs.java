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
     * Mistakes that nothing has found. Most were looked for in four to ten short clusters with the faults that
     * {@link Scents} names for them; what makes up for each has not been shown:
     *
     * <ul>
     *   <li>the ledger: a deposed leader cannot write, and what is written late holds the row of the epoch;
     *   <li>generations go up over epochs, boots and sessions, so that a report that should not count frees nothing;
     *   <li>leaders that begin may make up for a grant that nobody owns;
     *   <li>replicas: agents speak again soon, and replicas that are gone come back;
     *   <li>there is one cluster, and nobody looks for what obeys another;
     *   <li>of restored ledgers and of troubles in the grid, the code as it is showed violations of its own when these
     *       were looked for, so that what was found says nothing of the mistake.
     * </ul>
     */
    private static final Set<String> NOT_FOUND = Set.of(
            "no-compare-and-set",
            "conflict-believed",
            "higher-epoch-ignored",
            "old-leader-not-ended",
            "report-under-other-epoch",
            "old-boot-fences",
            "old-session-counts",
            "equal-stamp-other-order",
            "foreign-cluster-obeyed",
            "unscrubbed-order-obeyed",
            "unscrubbed-node-granted",
            "unowned-grant-kept",
            "restored-ledger-believed",
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
