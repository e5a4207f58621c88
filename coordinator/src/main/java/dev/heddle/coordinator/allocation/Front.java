package dev.heddle.coordinator.allocation;

import dev.heddle.coordinator.placement.GangRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * The smallest of some gangs: those than which none of the others asks for less of everything. What a gang did not find,
 * one that asks for no less of anything does not find either, so that a crowd of Pending ComputeDomains costs a few
 * searches.
 */
final class Front {

    private final List<GangRequest> smallest = new ArrayList<>();

    /** Whether a gang asks for no less of anything than one that was added. */
    boolean covers(GangRequest gang) {
        for (GangRequest small : smallest) {
            if (notLess(gang, small)) {
                return true;
            }
        }
        return false;
    }

    /** Adds a gang. */
    void add(GangRequest gang) {
        if (!covers(gang)) {
            smallest.removeIf(other -> notLess(other, gang));
            smallest.add(gang);
        }
    }

    private static boolean notLess(GangRequest gang, GangRequest than) {
        return gang.gpusPerNode() >= than.gpusPerNode()
                && gang.perClique() >= than.perClique()
                && gang.nodes() / gang.perClique() >= than.nodes() / than.perClique();
    }
}
