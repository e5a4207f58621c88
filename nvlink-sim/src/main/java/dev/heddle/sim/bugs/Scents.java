package dev.heddle.sim.bugs;

import java.util.ArrayList;
import java.util.List;

/** Where to look first: which scope shows a bug soonest. */
final class Scents {

    private static final List<String> SCOPES =
            List.of("wild", "wild-sagas", "wild-narrow", "wild-fences", "wild-amnesia");

    private Scents() {}

    /** Scopes to walk through, the most promising first. */
    static List<String> of(String bug) {
        String first = switch (bug) {
            case "saga-not-undone" -> "wild-sagas";
            case "empty-desired" -> "wild-narrow";
            case "quarantine-ignored", "fence-frees-live-grants" -> "wild-fences";
            case "amnesia-taken-for-empty" -> "wild-amnesia";
            default -> "wild";
        };
        List<String> scopes = new ArrayList<>(SCOPES);
        scopes.remove(first);
        scopes.addFirst(first);
        return List.copyOf(scopes);
    }
}
