package dev.heddle.coordinator.api.watch;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.RackName;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.api.view.FabricIndex;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * What differs between two images, as far as readers see it.
 *
 * @param from version of the earlier image
 * @param to version of the later image
 * @param racks racks that came, changed or went
 * @param computeDomains ComputeDomains that came, changed or went
 */
record ChangeSet(ImageVersion from, ImageVersion to, Set<RackName> racks, Set<ComputeDomainName> computeDomains) {

    ChangeSet {
        racks = Set.copyOf(racks);
        computeDomains = Set.copyOf(computeDomains);
    }

    static ChangeSet between(FabricIndex before, FabricIndex after) {
        return new ChangeSet(
                before.image().version(),
                after.image().version(),
                differing(
                        before.racks(),
                        after.racks(),
                        FabricIndex.RackEntry::name,
                        (a, b) -> a.dto().equals(b.dto())),
                differing(
                        before.computeDomains(),
                        after.computeDomains(),
                        entry -> entry.state().computeDomain().name(),
                        (a, b) -> a.dto().equals(b.dto())));
    }

    @SuppressWarnings("ReferenceEquality") // Indexes share what did not change, so most entries need no comparison.
    private static <E, K extends Comparable<K>> Set<K> differing(
            Collection<E> before, Collection<E> after, Function<E, K> key, BiPredicate<E, E> equal) {
        Map<K, E> known = new HashMap<>();
        before.forEach(entry -> known.put(key.apply(entry), entry));
        Set<K> differing = new TreeSet<>();
        for (E entry : after) {
            E old = known.remove(key.apply(entry));
            if (old != entry && (old == null || !equal.test(old, entry))) {
                differing.add(key.apply(entry));
            }
        }
        differing.addAll(known.keySet());
        return differing;
    }

    boolean isEmpty() {
        return racks.isEmpty() && computeDomains.isEmpty();
    }

    /** Both, one after the other. */
    ChangeSet then(ChangeSet later) {
        Set<RackName> allRacks = new TreeSet<>(racks);
        allRacks.addAll(later.racks);
        Set<ComputeDomainName> allComputeDomains = new TreeSet<>(computeDomains);
        allComputeDomains.addAll(later.computeDomains);
        return new ChangeSet(from, later.to, allRacks, allComputeDomains);
    }
}
