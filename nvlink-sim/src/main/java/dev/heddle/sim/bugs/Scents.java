package dev.heddle.sim.bugs;

import java.util.ArrayList;
import java.util.List;

/** Where to look first: what shows a bug soonest. */
final class Scents {

    private static final List<String> SCOPES =
            List.of("wild", "wild-sagas", "wild-narrow", "wild-fences", "wild-amnesia");
    private static final int SEEDS = 4;
    private static final double HOURS = 0.5;

    private Scents() {}

    /** Who looks for a bug, the most promising first. */
    static List<Hunter> of(String bug) {
        return switch (bug) {
            case "saga-not-undone" -> walksFirst("wild-sagas");
            case "erased-after-its-units" -> List.of(new Hunter.Walks("wild-sagas", 3));
            case "empty-desired" -> walksFirst("wild-narrow");
            case "quarantine-ignored", "fence-frees-live-grants" -> walksFirst("wild-fences");
            case "amnesia-taken-for-empty", "unscrubbed-order-obeyed" -> walksFirst("wild-amnesia");
            case "restored-ledger-believed" -> clusterFirst("ledger-restored");
            case "merge-by-arrival", "mixed-picture-shown" -> clusterFirst("grid-resurrected");
            case "stale-read-decides",
                    "readers-go-back",
                    "relay-tells-once",
                    "lost-replica-not-buried",
                    "refusal-ignored",
                    "sessions-numbered-from-one",
                    "deposed-leader-goes-on",
                    "higher-epoch-ignored",
                    "lease-deadline-ignored",
                    "lease-not-awaited",
                    "old-leader-not-ended",
                    "epoch-not-raised" -> clusterFirst(Hunter.Cluster.ALL);
            default -> walksFirst("wild");
        };
    }

    private static List<Hunter> walksFirst(String scope) {
        List<Hunter> hunters = new ArrayList<>(walks(scope));
        hunters.addAll(clusters(Hunter.Cluster.ALL));
        return hunters;
    }

    private static List<Hunter> clusterFirst(String faults) {
        List<Hunter> hunters = new ArrayList<>(clusters(faults));
        hunters.addAll(walks("wild"));
        return hunters;
    }

    private static List<Hunter> walks(String first) {
        List<String> scopes = new ArrayList<>(SCOPES);
        scopes.remove(first);
        scopes.addFirst(first);
        return scopes.stream().<Hunter>map(scope -> new Hunter.Walks(scope, 1)).toList();
    }

    private static List<Hunter> clusters(String faults) {
        List<Hunter> hunters = new ArrayList<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            hunters.add(new Hunter.Cluster(seed, HOURS, 1, faults));
        }
        return hunters;
    }
}
