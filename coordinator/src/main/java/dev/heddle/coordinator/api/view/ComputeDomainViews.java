package dev.heddle.coordinator.api.view;

import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.HeldState;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.ComputeDomainState;
import dev.heddle.coordinator.allocation.Formation;
import dev.heddle.coordinator.allocation.Members;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.Rooms;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.api.dto.ComputeDomainDto;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.placement.Placement;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** ComputeDomains. */
public final class ComputeDomainViews {

    /** GPUs that no agent reports now come last; without the second part, each replica would show its own order. */
    private static final Comparator<ComputeDomainDto.MemberGpu> BY_INDEX = Comparator.comparing(
                    ComputeDomainDto.MemberGpu::index, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(ComputeDomainDto.MemberGpu::uuid);

    /** The only kind of isolation there is: a channel of a shared IMEX domain. */
    public static final String SHARED = "shared";

    private ComputeDomainViews() {}

    /** A record as it was when a reply was given, on what the index shows of its units. */
    public static ComputeDomainDto of(FabricIndex index, ComputeDomainRecord record, long version) {
        return of(index, new ComputeDomainState(record, version), index.parts(record));
    }

    static ComputeDomainDto of(FabricIndex index, ComputeDomainState state, List<UnitPart> parts) {
        ComputeDomainRecord record = state.computeDomain();
        List<ComputeDomainDto.Segment> segments = new ArrayList<>();
        List<String> waits = new ArrayList<>();
        for (UnitPart part : parts) {
            part.unit().unit().grant(record.uid()).ifPresent(grant -> segments(part, grant, segments, waits));
        }
        Why why = why(index, record);
        return new ComputeDomainDto(
                record.name().value(),
                record.uid().value(),
                Words.camel(record.phase()),
                Words.orNull(why.reason()),
                Words.orNull(why.message()),
                record.spec().gang().nodes(),
                record.spec().gang().gpusPerNode(),
                Words.orNull(record.spec().gang().segmentSize()),
                SHARED,
                record.createdAt(),
                record.readyAt().orElse(null),
                record.expiresAt().orElse(null),
                forming(record),
                segments,
                record.phase() == Phase.RELEASING ? waits : null,
                null,
                state.version());
    }

    /** What a ComputeDomain would look like that is not made. */
    public static ComputeDomainDto planned(FabricIndex index, ComputeDomainRecord record, Placement placement) {
        List<ComputeDomainDto.Segment> segments = new ArrayList<>();
        if (placement instanceof Placement.Placed placed) {
            placed.segments().forEach(segment -> segments.add(planned(index, segment)));
        }
        ComputeDomainDto bare = of(index, new ComputeDomainState(record, 0), List.of());
        return new ComputeDomainDto(
                bare.name(),
                bare.uid(),
                bare.phase(),
                bare.reason(),
                bare.message(),
                bare.nodes(),
                bare.gpusPerNode(),
                bare.segmentSize(),
                bare.isolation(),
                bare.createdAt(),
                null,
                bare.expiresAt(),
                null,
                segments,
                null,
                PlacementViews.verdicts(placement.verdicts()),
                0);
    }

    private static ComputeDomainDto.Segment planned(FabricIndex index, Placement.Segment segment) {
        List<NodeEntry> nodes = new ArrayList<>();
        segment.members().keySet().forEach(name -> index.node(name).ifPresent(nodes::add));
        nodes.sort(NodeEntry.BY_PLACE);
        List<ComputeDomainDto.Member> members = nodes.stream()
                .map(node -> new ComputeDomainDto.Member(
                        node.name().value(),
                        node.location().rack().value(),
                        Words.orNull(node.location().tray()),
                        gpus(node, segment.members().get(node.name())),
                        "Planned",
                        null))
                .toList();
        return new ComputeDomainDto.Segment(
                segment.clique().label(),
                segment.rack(),
                segment.clique().unit().value(),
                null,
                members);
    }

    private record Why(String reason, String message) {}

    /** While it forms, what its members report says more than its record. */
    private static Why why(FabricIndex index, ComputeDomainRecord record) {
        if (record.phase() == Phase.FORMING && record.reason().isEmpty()) {
            Formation formation = Members.formation(index.image(), record);
            return new Why(formation.reason(), formation.message());
        }
        return new Why(record.reason(), record.message());
    }

    private static @Nullable Long forming(ComputeDomainRecord record) {
        return record.readyAt()
                .map(ready -> Duration.between(record.createdAt(), ready).toMillis())
                .orElse(null);
    }

    private static void segments(
            UnitPart part, UnitGrant grant, List<ComputeDomainDto.Segment> segments, List<String> waits) {
        SortedMap<String, List<NodeEntry>> cliques = new TreeMap<>();
        for (NodeName name : grant.members().keySet()) {
            NodeEntry node = part.group().byName().get(name);
            if (node != null && node.adopted().isPresent()) {
                cliques.computeIfAbsent(Rooms.clique(part.unit(), node.adopted().get()), label -> new ArrayList<>())
                        .add(node);
            }
        }
        for (Map.Entry<String, List<NodeEntry>> clique : cliques.entrySet()) {
            List<NodeEntry> nodes = clique.getValue();
            nodes.sort(NodeEntry.BY_PLACE);
            List<ComputeDomainDto.Member> members = new ArrayList<>();
            for (NodeEntry node : nodes) {
                ComputeDomainDto.Member member = member(part.unit(), grant, node);
                members.add(member);
                waits.add(member.node() + ": " + (member.detail() == null ? "gives back" : member.detail()));
            }
            segments.add(new ComputeDomainDto.Segment(
                    clique.getKey(),
                    nodes.getFirst().location().rack().value(),
                    part.unit().unit().id().value(),
                    grant.channel(),
                    members));
        }
    }

    private static ComputeDomainDto.Member member(UnitState unit, UnitGrant grant, NodeEntry node) {
        Standing standing = standing(unit, grant, node);
        return new ComputeDomainDto.Member(
                node.name().value(),
                node.location().rack().value(),
                Words.orNull(node.location().tray()),
                gpus(node, grant.gpus(node.name())),
                standing.state(),
                Words.orNull(standing.detail()));
    }

    private record Standing(String state, String detail) {}

    private static Standing standing(UnitState unit, UnitGrant grant, NodeEntry node) {
        Optional<HeldGrant> held = node.view().flatMap(view -> Members.held(view, grant));
        UnitGrant.Member member = grant.members().get(node.name());
        if (member != null && member.releasing()) {
            return new Standing(
                    "Releasing", releasing(node, held, member.releasingAt().getAsLong()));
        }
        String trouble = Members.trouble(unit, grant, node.name())
                .map(Members.Trouble::message)
                .orElse("");
        if (!node.connected()) {
            return new Standing("Unreachable", trouble);
        }
        return new Standing(held.map(one -> state(one.state())).orElse("Granted"), trouble);
    }

    private static String state(HeldState state) {
        return switch (state) {
            case APPLIED -> "Applied";
            case FAILED -> "Failed";
            case RELEASING -> "Granted";
        };
    }

    private static String releasing(NodeEntry node, Optional<HeldGrant> held, long generation) {
        if (!node.connected()) {
            return "its agent is not connected; if the node is off for good, fence it";
        }
        String detail = held.map(HeldGrant::detail).orElse("");
        if (!detail.isEmpty()) {
            return detail;
        }
        long applied = node.view()
                .map(NodeView::observation)
                .flatMap(NodeObservation::applied)
                .map(word -> word.stamp().generation())
                .orElse(0L);
        return applied < generation ? "has not been told yet or has not answered" : "gives back";
    }

    private static List<ComputeDomainDto.MemberGpu> gpus(NodeEntry node, @Nullable Iterable<GpuUuid> uuids) {
        List<ComputeDomainDto.MemberGpu> gpus = new ArrayList<>();
        if (uuids != null) {
            uuids.forEach(uuid -> gpus.add(gpu(node, uuid)));
        }
        gpus.sort(BY_INDEX);
        return gpus;
    }

    private static ComputeDomainDto.MemberGpu gpu(NodeEntry node, GpuUuid uuid) {
        for (Gpu gpu : node.gpus()) {
            if (gpu.uuid().equals(uuid)) {
                return new ComputeDomainDto.MemberGpu(uuid.value(), gpu.index(), gpu.minor());
            }
        }
        return new ComputeDomainDto.MemberGpu(uuid.value(), null, null);
    }
}
