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
     * Mistakes that neither walks nor clusters have found: most were looked for in several short clusters with the
     * faults that {@link Scents} names for them, and something makes up for each, mostly another comparison. Each is
     * caught by a test that looks at the very comparison which it takes away, a truth table of
     * {@code docs/reliability.md} or another test of its class:
     *
     * <ul>
     *   <li>in the coordinator {@code CommitFenceTest}, {@code LeaseFenceTest}, {@code ReportFenceTest}, {@code
     *       ObservationFenceTest}, {@code GrantFenceTest}, {@code TakingOverTest}, {@code
     *       EngineTurnsTest}, {@code HearsayTest}, {@code SessionsTest}, {@code SessionNumbersTest}, {@code
     *       LeadershipContract}, {@code RelayTest}, {@code RefusingLedgerTest} and {@code BatchTest};
     *   <li>in the agent {@code OrderFenceTest}.
     * </ul>
     */
    private static final Set<String> NOT_FOUND = Set.of(
            "conflict-believed",
            "erased-after-its-units",
            "lease-deadline-ignored",
            "report-under-other-epoch",
            "old-session-counts",
            "equal-stamp-other-order",
            "unscrubbed-order-obeyed",
            "unscrubbed-node-granted",
            "unowned-grant-kept",
            "readers-go-back",
            "relay-tells-once",
            "refusal-ignored",
            "sessions-numbered-from-one",
            "deposed-leader-goes-on",
            "old-leader-not-ended",
            "lost-replica-not-buried",
            "refused-take-over-dropped",
            "refused-doubt-dropped");

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
