package dev.heddle.sim.bugs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Where to look: what shows a bug soonest. */
final class Scents {

    private static final List<String> SCOPES =
            List.of("wild", "wild-sagas", "wild-narrow", "wild-fences", "wild-amnesia");
    private static final double HOURS = 0.02;
    private static final double LONG = 0.03;
    private static final double HARDLY = 0.01;
    private static final int SEEDS = 8;

    private Scents() {}

    /** Who looks for a bug, the most promising first. */
    static List<Hunter> of(String bug) {
        return switch (bug) {
            case "saga-not-undone", "unowned-grant-kept", "identity-reused", "erased-after-its-units" ->
                walks("wild-sagas");
            case "empty-desired" -> walks("wild-narrow");
            case "quarantine-ignored", "fence-frees-live-grants" -> walks("wild-fences");
            case "amnesia-taken-for-empty" -> walks("wild-amnesia");
            default -> faults(bug).isEmpty() ? walks("wild") : clusters(bug);
        };
    }

    /** The few kinds of faults that matter; none = it is not looked for in clusters. */
    private static String faults(String bug) {
        return switch (bug) {
            case "generation-not-raised", "stale-read-decides", "epoch-not-raised", "relay-tells-once" ->
                "coordinator-crash,cut-coordinators";
            case "deposed-leader-goes-on" -> "cut-ledger";
            case "higher-epoch-ignored" -> "ledger-restored,coordinator-release";
            case "lease-deadline-ignored" -> "coordinator-pause,cut-ledger";
            case "lease-not-awaited" -> "coordinator-stop";
            case "unheard-node-granted" -> "coordinator-crash,agent-pause";
            case "lost-replica-not-buried" -> "coordinator-isolated,agent-crash";
            case "sessions-numbered-from-one" -> "coordinator-crash,stream-break";
            case "readers-go-back", "refusal-ignored" -> "coordinator-pause,cut-ledger,ledger-lease-deleted";
            case "no-compare-and-set" -> "ledger-commits-repeated";
            case "conflict-believed", "old-leader-not-ended" ->
                "ledger-answers-lost,ledger-commits-late,ledger-epoch-locked,coordinator-pause-at-call";
            case "merge-by-arrival" -> "cut-coordinators,coordinator-pause";
            case "mixed-picture-shown" -> "grid-resurrected,grid-lost,grid-events-late,cut-coordinators";
            default -> nodeFaults(bug);
        };
    }

    private static String nodeFaults(String bug) {
        return switch (bug) {
            case "reboot-not-scrubbed", "old-boot-fences" -> "node-reboot";
            case "unknown-gpu-granted" -> "gpu-lost";
            case "stray-kept-forming" -> "clique-split";
            case "restored-ledger-believed", "equal-stamp-other-order" -> "ledger-restored";
            case "amnesia-trusted", "unscrubbed-node-granted", "unscrubbed-order-obeyed" ->
                "record-tampered,agent-crash";
            case "report-under-other-epoch" -> "coordinator-crash,agent-pause,stream-stall";
            case "old-session-counts" -> "coordinator-isolated,stream-half-open,stream-stall";
            case "foreign-cluster-obeyed" -> "agent-astray";
            default -> "";
        };
    }

    /** How long faults go on; what is seen only at rest needs few of them. */
    private static double hours(String bug) {
        return switch (bug) {
            case "lease-not-awaited", "higher-epoch-ignored" -> HARDLY;
            case "mixed-picture-shown" -> LONG;
            default -> HOURS;
        };
    }

    /** The first seed, one that shows it. */
    private static long seed(String bug) {
        return switch (bug) {
            case "amnesia-trusted" -> 11;
            case "old-boot-fences" -> 2;
            case "restored-ledger-believed" -> 4;
            case "unheard-node-granted" -> 5;
            case "deposed-leader-goes-on" -> 6;
            case "mixed-picture-shown", "higher-epoch-ignored" -> 3;
            default -> 1;
        };
    }

    private static List<Hunter> clusters(String bug) {
        return LongStream.range(seed(bug), seed(bug) + SEEDS)
                .<Hunter>mapToObj(seed -> new Hunter.Cluster(seed, hours(bug), 1, faults(bug)))
                .toList();
    }

    private static List<Hunter> walks(String first) {
        List<String> scopes = new ArrayList<>(SCOPES);
        scopes.remove(first);
        scopes.addFirst(first);
        return scopes.stream().<Hunter>map(scope -> new Hunter.Walks(scope, 1)).toList();
    }
}
