package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.NodeName;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A channel kept back after an unclean end, until each node that may still hold it has said that it does not.
 *
 * @param computeDomain who held it last
 * @param waiting nodes still to confirm, with the generation from which their word counts
 */
public record Quarantine(ComputeDomainUid computeDomain, SortedMap<NodeName, Long> waiting) {

    /** Copies the map. */
    public Quarantine {
        waiting = Collections.unmodifiableSortedMap(new TreeMap<>((Map<NodeName, Long>) waiting));
    }

    /** Nobody is waited for. */
    Quarantine over() {
        return new Quarantine(computeDomain, Collections.emptySortedMap());
    }

    Quarantine without(NodeName node) {
        SortedMap<NodeName, Long> left = new TreeMap<>(waiting);
        left.remove(node);
        return new Quarantine(computeDomain, left);
    }
}
