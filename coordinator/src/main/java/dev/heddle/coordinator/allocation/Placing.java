package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.placement.CliqueKey;
import dev.heddle.coordinator.placement.CliqueRoom;
import dev.heddle.coordinator.placement.CliqueVerdict;
import dev.heddle.coordinator.placement.GangRequest;
import dev.heddle.coordinator.placement.Placement;
import dev.heddle.coordinator.placement.Placer;
import dev.heddle.coordinator.topology.PersistentMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds room for ComputeDomains and writes it down: the ComputeDomain's record first, then each unit. */
public final class Placing {

    private Placing() {}

    /**
     * Where a gang would go now, and of every clique why or why not.
     *
     * @param image the fabric
     * @param now the time
     * @param patience see {@link Rules#patience()}
     */
    public static Placement explain(Image image, GangRequest request, Instant now, Duration patience) {
        return Placer.place(rooms(image, kept(image, now, patience, Optional.empty())), request);
    }

    /** Where {@link #explain} places it, without the reasons; empty = nowhere now. */
    static List<Placement.Segment> find(Image image, GangRequest request, Instant now, Duration patience) {
        return Placer.find(rooms(image, kept(image, now, patience, Optional.empty())), request);
    }

    /** Where a Pending ComputeDomain stands: as {@link #explain}, behind those older than it only. */
    public static Placement explain(Image image, ComputeDomainRecord pending, Instant now, Duration patience) {
        return Placer.place(
                rooms(image, kept(image, now, patience, Optional.of(pending))),
                pending.spec().gang());
    }

    /** Tries Pending ComputeDomains once, oldest first; after one that found no room none that asks for the same. */
    static void retry(Draft draft) {
        Front failed = new Front();
        Keeping keeping = new Keeping(draft.image());
        Instant longAgo = draft.context().now().minus(draft.rules().patience());
        PriorityQueue<PersistentMap<Moment, ComputeDomainRecord>> lines = new PriorityQueue<>(
                Comparator.comparing(line -> Schedule.first(line).key()));
        draft.image().schedule().lines().forEach(lines::add);
        for (var line = lines.poll(); line != null; line = lines.poll()) {
            PersistentMap.Entry<Moment, ComputeDomainRecord> first = Schedule.first(line);
            GangRequest gang = first.value().spec().gang();
            boolean placed = tried(draft, first.value(), failed, keeping.kept());
            if (!placed && first.key().at().isBefore(longAgo)) {
                keeping.keep(gang);
            }
            PersistentMap<Moment, ComputeDomainRecord> rest = line.remove(first.key());
            if (!rest.isEmpty() && !failed.covers(gang)) {
                lines.add(rest);
            }
        }
    }

    private static boolean tried(Draft draft, ComputeDomainRecord record, Front failed, Set<CliqueKey> kept) {
        GangRequest gang = record.spec().gang();
        if (failed.covers(gang) || Ending.granted(draft.image(), record)) {
            return false;
        }
        List<Placement.Segment> found = Placer.find(rooms(draft.image(), kept), gang);
        if (found.isEmpty()) {
            failed.add(gang);
        }
        return grant(draft, record, found);
    }

    /** Grants what was found; nothing happens if that is nothing. */
    static boolean grant(Draft draft, ComputeDomainRecord record, List<Placement.Segment> found) {
        if (found.isEmpty()) {
            return false;
        }
        Map<UnitId, SortedMap<NodeName, UnitGrant.Member>> byUnit = new LinkedHashMap<>();
        for (Placement.Segment segment : found) {
            SortedMap<NodeName, UnitGrant.Member> members =
                    byUnit.computeIfAbsent(segment.clique().unit(), unit -> new TreeMap<>());
            segment.members().forEach((node, gpus) -> members.put(node, UnitGrant.Member.granted(gpus)));
        }
        List<Part> parts = new ArrayList<>();
        for (Map.Entry<UnitId, SortedMap<NodeName, UnitGrant.Member>> part : byUnit.entrySet()) {
            UnitState unit = draft.image().units().get(part.getKey()).orElseThrow();
            OptionalInt channel = Channels.choose(unit, part.getValue().keySet());
            if (channel.isEmpty()) {
                return false;
            }
            parts.add(new Part(unit.unit(), channel.getAsInt(), part.getValue()));
        }
        write(draft, record, parts);
        return true;
    }

    /** What one unit is to grant. */
    private record Part(UnitRecord unit, int channel, SortedMap<NodeName, UnitGrant.Member> members) {}

    private static void write(Draft draft, ComputeDomainRecord record, List<Part> parts) {
        Phase next = draft.rules()
                .computeDomains()
                .next(record.phase(), Trigger.PLACED, Formation.NONE)
                .orElseThrow();
        draft.write(
                record.on(parts.stream().map(part -> part.unit().id()).toList()).in(next, "", ""));
        Set<String> racks = new TreeSet<>();
        for (Part part : parts) {
            UnitRecord unit = part.unit();
            for (NodeName name : part.members().keySet()) {
                UnitNode node = unit.node(name).orElseThrow();
                racks.add(node.place().rack().value());
                unit = unit.with(node.bumped());
            }
            draft.write(unit.with(
                    new UnitGrant(record.uid(), record.name(), part.channel(), part.members(), new TreeSet<>())));
        }
        draft.note(
                false,
                "ComputeDomainPlaced",
                record,
                record.name() + " is placed on " + String.join(", ", racks) + ".");
    }

    /** Cliques that the long-waiting hold back from {@code for whom}; everyone older where that is empty. */
    static Set<CliqueKey> kept(Image image, Instant now, Duration patience, Optional<ComputeDomainRecord> forWhom) {
        Keeping keeping = new Keeping(image);
        Instant longAgo = now.minus(patience);
        for (PersistentMap<Moment, ComputeDomainRecord> line : image.schedule().lines()) {
            PersistentMap.Entry<Moment, ComputeDomainRecord> first = Schedule.first(line);
            boolean older = forWhom.isEmpty() || first.key().compareTo(Moment.created(forWhom.get())) < 0;
            if (older && first.key().at().isBefore(longAgo)) {
                keeping.keep(first.value().spec().gang());
            }
        }
        return keeping.kept();
    }

    /** Cliques that those who have waited long could use. A larger gang could use none that a smaller one could not. */
    private static final class Keeping {

        private final Image image;
        private final Front known = new Front();
        private final Set<CliqueKey> kept = new HashSet<>();

        Keeping(Image image) {
            this.image = image;
        }

        void keep(GangRequest gang) {
            GangRequest segment = new GangRequest(gang.perClique(), gang.gpusPerNode(), OptionalInt.empty());
            if (!known.covers(segment)) {
                known.add(segment);
                kept.addAll(usable(image, segment));
            }
        }

        Set<CliqueKey> kept() {
            return kept;
        }
    }

    private static Set<CliqueKey> usable(Image image, GangRequest gang) {
        Set<CliqueKey> usable = new HashSet<>();
        for (CliqueRoom room : image.rooms()) {
            boolean large = room.nodes().size() >= gang.perClique();
            if (large && room.nodes().stream().anyMatch(node -> node.gpus() >= gang.gpusPerNode())) {
                usable.add(room.key());
            }
        }
        return usable;
    }

    private static List<CliqueRoom> rooms(Image image, Set<CliqueKey> kept) {
        if (kept.isEmpty()) {
            return image.rooms();
        }
        return image.rooms().stream()
                .map(room -> kept.contains(room.key()) && room.barred().isEmpty() ? behindOlder(room) : room)
                .toList();
    }

    private static CliqueRoom behindOlder(CliqueRoom room) {
        return new CliqueRoom(
                room.key(),
                room.rack(),
                room.nodes(),
                room.freeChannels(),
                Optional.of(new CliqueRoom.Barred(
                        CliqueVerdict.Code.BEHIND_OLDER, "Kept for a ComputeDomain that has waited longer.")));
    }
}
