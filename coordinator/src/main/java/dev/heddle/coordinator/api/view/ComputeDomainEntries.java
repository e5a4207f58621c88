package dev.heddle.coordinator.api.view;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.coordinator.allocation.ComputeDomainState;
import dev.heddle.coordinator.api.view.FabricIndex.ComputeDomainEntry;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The ComputeDomains of an index. All of them are worked out when somebody first asks for all; whoever asks for one, as
 * the answer to each create does, pays for that one.
 */
final class ComputeDomainEntries {

    private final FabricIndex index;
    // Of the last index before this one of which somebody asked for all.
    private final @Nullable SortedMap<ComputeDomainName, ComputeDomainEntry> known;

    // Worked out on demand; a race works it out twice to the same end.
    private volatile @Nullable SortedMap<ComputeDomainName, ComputeDomainEntry> all;

    ComputeDomainEntries(FabricIndex index, @Nullable ComputeDomainEntries before) {
        this.index = index;
        this.known = before == null ? null : before.newest();
    }

    private @Nullable SortedMap<ComputeDomainName, ComputeDomainEntry> newest() {
        SortedMap<ComputeDomainName, ComputeDomainEntry> own = all;
        return own != null ? own : known;
    }

    Optional<ComputeDomainEntry> get(ComputeDomainName name) {
        return index.image().computeDomain(name).map(this::entry);
    }

    /** By name. */
    Collection<ComputeDomainEntry> all() {
        SortedMap<ComputeDomainName, ComputeDomainEntry> made = all;
        if (made == null) {
            made = new TreeMap<>();
            for (ComputeDomainState state : index.image().computeDomains().values()) {
                made.put(state.computeDomain().name(), entry(state));
            }
            all = made;
        }
        return Collections.unmodifiableCollection(made.values());
    }

    /** Identity, not equality: what did not change is taken over. */
    @SuppressWarnings("ReferenceEquality")
    private ComputeDomainEntry entry(ComputeDomainState state) {
        List<UnitPart> parts = index.parts(state.computeDomain());
        ComputeDomainEntry before =
                known == null ? null : known.get(state.computeDomain().name());
        if (before != null && before.state() == state && FabricIndex.same(before.parts(), parts)) {
            return before;
        }
        return new ComputeDomainEntry(state, ComputeDomainViews.of(index, state, parts), parts);
    }
}
