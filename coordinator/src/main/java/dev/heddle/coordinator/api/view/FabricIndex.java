package dev.heddle.coordinator.api.view;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RackName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.ComputeDomainState;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.api.dto.ComputeDomainDto;
import dev.heddle.coordinator.api.dto.FabricDto;
import dev.heddle.coordinator.api.dto.RackDto;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.topology.PersistentMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An image with what views of it have in common: nodes by rack, and racks and ComputeDomains as REST shows them.
 *
 * <p>Goal: many readers of a fleet that changes a little at a time. What did not change since the index before is
 * taken over from it, by identity of the image's parts, so that an index costs what changed and a walk over the units.
 */
public final class FabricIndex {

    private final Image image;
    private final Map<UnitId, UnitPart> parts;
    private final NodeGroup strangers;
    private final PersistentMap<NodeName, NodeView> strangersSeen;
    private final SortedMap<RackName, RackEntry> racks;
    private final ComputeDomainEntries computeDomains;
    private final NodeGroup.Totals totals;

    private FabricIndex(Image image, @Nullable FabricIndex before) {
        this.image = image;
        this.parts = parts(image, before);
        this.strangersSeen = image.strangers();
        this.strangers =
                before != null && before.strangersSeen == image.strangers() ? before.strangers : Strangers.of(image);
        this.racks = racks(before);
        this.computeDomains = new ComputeDomainEntries(this, before == null ? null : before.computeDomains);
        this.totals = totals();
    }

    /** The index of an image. */
    public static FabricIndex of(Image image) {
        return new FabricIndex(image, null);
    }

    /** The index of a later image, sharing what did not change. */
    public FabricIndex next(Image later) {
        return later == image ? this : new FabricIndex(later, this);
    }

    /** The image. */
    public Image image() {
        return image;
    }

    /** A rack. */
    public Optional<RackEntry> rack(String name) {
        return RackEntry.name(name).map(racks::get);
    }

    /** Every rack by name. */
    public Collection<RackEntry> racks() {
        return Collections.unmodifiableCollection(racks.values());
    }

    /** A node. */
    public Optional<NodeEntry> node(NodeName name) {
        return image.homes()
                .get(name)
                .map(parts::get)
                .map(part -> part.group().byName().get(name))
                .or(() -> Optional.ofNullable(strangers.byName().get(name)));
    }

    /** A ComputeDomain as lists show it. */
    public Optional<ComputeDomainDto> computeDomain(ComputeDomainName name) {
        return computeDomains.get(name).map(ComputeDomainEntry::dto);
    }

    /** Every ComputeDomain by name. */
    public Collection<ComputeDomainEntry> computeDomains() {
        return computeDomains.all();
    }

    Collection<UnitPart> parts() {
        return parts.values();
    }

    /** What a ComputeDomain's units show. */
    List<UnitPart> parts(ComputeDomainRecord computeDomain) {
        List<UnitPart> named = new ArrayList<>();
        for (UnitId unit : computeDomain.units()) {
            UnitPart part = parts.get(unit);
            if (part != null) {
                named.add(part);
            }
        }
        return named;
    }

    NodeGroup.Totals sums() {
        return totals;
    }

    /** The largest gang of whole nodes that fits into one clique now. */
    Optional<FabricDto.Largest> largest() {
        return parts.values().stream().flatMap(part -> part.largest().stream()).max(UnitPart.LARGER);
    }

    /**
     * A rack.
     *
     * @param name its name
     * @param nodes its nodes in order of their places
     * @param dto as REST shows it
     * @param groups what it is made of
     */
    public record RackEntry(RackName name, List<NodeEntry> nodes, RackDto dto, List<?> groups) {

        private static Optional<RackName> name(String text) {
            try {
                return Optional.of(new RackName(text));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * A ComputeDomain.
     *
     * @param state its record
     * @param dto as REST shows it
     * @param parts units that it holds something of
     */
    public record ComputeDomainEntry(ComputeDomainState state, ComputeDomainDto dto, List<?> parts) {}

    private static Map<UnitId, UnitPart> parts(Image image, @Nullable FabricIndex before) {
        Map<UnitId, UnitPart> parts = new LinkedHashMap<>();
        for (PersistentMap.Entry<UnitId, UnitState> entry : image.units()) {
            boolean stamped = !image.unstamped(entry.value());
            UnitPart known = before == null ? null : before.parts.get(entry.key());
            parts.put(
                    entry.key(),
                    known != null && known.shows(entry.value(), stamped) ? known : UnitPart.of(entry.value(), stamped));
        }
        return parts;
    }

    private SortedMap<RackName, RackEntry> racks(@Nullable FabricIndex before) {
        SortedMap<RackName, List<NodeGroup>> groups = new TreeMap<>();
        for (UnitPart part : parts.values()) {
            part.group()
                    .byRack()
                    .keySet()
                    .forEach(rack -> groups.computeIfAbsent(rack, name -> new ArrayList<>(1))
                            .add(part.group()));
        }
        strangers
                .byRack()
                .keySet()
                .forEach(rack ->
                        groups.computeIfAbsent(rack, name -> new ArrayList<>(1)).add(strangers));
        SortedMap<RackName, RackEntry> entries = new TreeMap<>();
        groups.forEach((name, made) -> {
            RackEntry known = before == null ? null : before.racks.get(name);
            entries.put(name, known != null && same(known.groups(), made) ? known : rack(name, made));
        });
        return entries;
    }

    private static RackEntry rack(RackName name, List<NodeGroup> groups) {
        List<NodeEntry> nodes = new ArrayList<>();
        groups.forEach(group -> nodes.addAll(group.byRack().getOrDefault(name, List.of())));
        nodes.sort(NodeEntry.BY_PLACE);
        return new RackEntry(name, List.copyOf(nodes), RackViews.rack(name, nodes), groups);
    }

    private NodeGroup.Totals totals() {
        NodeGroup.Totals sum = strangers.totals();
        for (UnitPart part : parts.values()) {
            sum = sum.plus(part.group().totals());
        }
        return sum;
    }

    /** Identity, not equality: parts are compared as often as the image changes. */
    @SuppressWarnings("ReferenceEquality")
    static boolean same(List<?> a, List<?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i) != b.get(i)) {
                return false;
            }
        }
        return true;
    }
}
