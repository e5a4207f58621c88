package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.health.NodeView;
import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * IMEX channel numbers of a unit. A number is unique in the whole unit, so that cliques may split and merge; 0 is never
 * granted on a shared IMEX domain.
 */
final class Channels {

    /** What the driver makes where nothing else is configured. */
    private static final int DEFAULT_COUNT = 2048;

    private Channels() {}

    /** Channels that are neither granted nor kept back, as far as the whole unit can tell. */
    static int free(UnitState unit) {
        int count = count(unit, unit.unit().nodes().keySet());
        return count == 0
                ? Integer.MAX_VALUE
                : Math.max(0, count - 1 - taken(unit).size());
    }

    /** The lowest free channel that all {@code members} have; 0 where they have none; empty when all are taken. */
    static OptionalInt choose(UnitState unit, Collection<NodeName> members) {
        int count = count(unit, members);
        if (count == 0) {
            return OptionalInt.of(0);
        }
        Set<Integer> taken = taken(unit);
        for (int channel = 1; channel < count; channel++) {
            if (!taken.contains(channel)) {
                return OptionalInt.of(channel);
            }
        }
        return OptionalInt.empty();
    }

    private static Set<Integer> keptBack(UnitRecord unit) {
        return unit.quarantines().keySet();
    }

    private static Set<Integer> taken(UnitState unit) {
        Set<Integer> taken = new HashSet<>(keptBack(unit.unit()));
        unit.unit().grants().values().forEach(grant -> taken.add(grant.channel()));
        taken.remove(0);
        return taken;
    }

    /** The least ImexChannelCount of the nodes heard. */
    private static int count(UnitState unit, Collection<NodeName> nodes) {
        int least = DEFAULT_COUNT;
        boolean heard = false;
        for (NodeName node : nodes) {
            NodeView view = unit.views().get(node);
            if (view != null && view.observation().report().isPresent()) {
                int count = view.report().node().imexChannelCount();
                least = heard ? Math.min(least, count) : count;
                heard = true;
            }
        }
        return least;
    }
}
