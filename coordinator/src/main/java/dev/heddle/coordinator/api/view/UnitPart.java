package dev.heddle.coordinator.api.view;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.api.dto.ClosedDto;
import dev.heddle.coordinator.api.dto.FabricDto;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.placement.CliqueRoom;
import dev.heddle.coordinator.placement.NodeRoom;
import dev.heddle.coordinator.topology.Location;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * What views need of one ledger unit, worked out once for each of its states.
 *
 * @param unit the unit
 * @param stamped whether its record carries the image's epoch
 * @param group its nodes
 * @param largest the largest gang of whole nodes that fits into one of its cliques now
 * @param waiting why it grants nothing, or not everything, yet
 */
record UnitPart(
        UnitState unit,
        boolean stamped,
        NodeGroup group,
        Optional<FabricDto.Largest> largest,
        Optional<FabricDto.Waiting> waiting) {

    /** More nodes first, then more GPUs. */
    static final Comparator<FabricDto.Largest> LARGER = Comparator.comparingInt(FabricDto.Largest::nodes)
            .thenComparingInt(FabricDto.Largest::gpusPerNode)
            .thenComparing(FabricDto.Largest::clique, Comparator.reverseOrder());

    static UnitPart of(UnitState unit, boolean stamped) {
        Map<NodeName, TreeSet<String>> computeDomains = new HashMap<>();
        Map<NodeName, Integer> granted = new HashMap<>();
        for (UnitGrant grant : unit.unit().grants().values()) {
            grant.members().forEach((node, member) -> {
                computeDomains
                        .computeIfAbsent(node, name -> new TreeSet<>())
                        .add(grant.name().value());
                granted.merge(node, member.gpus().size(), Integer::sum);
            });
        }
        List<NodeEntry> nodes = new ArrayList<>();
        for (CliqueRoom room : unit.rooms()) {
            for (NodeRoom node : room.nodes()) {
                Optional<ClosedDto> closed = closed(room, node, stamped);
                NodeEntry.Standing standing = new NodeEntry.Standing(
                        closed,
                        node.gpus(),
                        closed.isPresent() ? 0 : node.grantable(),
                        granted.getOrDefault(node.node(), 0),
                        List.copyOf(computeDomains.getOrDefault(node.node(), new TreeSet<>())));
                nodes.add(entry(unit, node.node(), standing));
            }
        }
        NodeGroup group = NodeGroup.of(nodes);
        return new UnitPart(unit, stamped, group, largest(unit, stamped), SafeModes.waiting(unit, stamped, group));
    }

    /** Whether this is the part of that very state. */
    boolean shows(UnitState state, boolean stampedNow) {
        return unit == state && stamped == stampedNow;
    }

    private static Optional<ClosedDto> closed(CliqueRoom room, NodeRoom node, boolean stamped) {
        if (node.closed().isPresent()) {
            NodeRoom.Closed closed = node.closed().get();
            return Optional.of(
                    new ClosedDto(Words.camel(closed.cause()), closed.verdict().message()));
        }
        if (!stamped) {
            return Optional.of(new ClosedDto("SafeMode", "The leader has not stamped the unit's record yet."));
        }
        return room.barred().map(barred -> new ClosedDto(Words.camel(barred.code()), barred.message()));
    }

    private static NodeEntry entry(UnitState unit, NodeName name, NodeEntry.Standing standing) {
        UnitNode adopted = unit.unit().node(name).orElseThrow();
        Optional<NodeView> view = unit.view(name);
        Location location = view.filter(seen -> seen.observation().report().isPresent())
                .map(NodeView::location)
                .orElseGet(() -> new Location(
                        adopted.place().rack(),
                        "",
                        OptionalInt.empty(),
                        adopted.place().tray()));
        return new NodeEntry(name, location, Optional.of(unit), Optional.of(adopted), view, standing);
    }

    private static Optional<FabricDto.Largest> largest(UnitState unit, boolean stamped) {
        if (!stamped) {
            return Optional.empty();
        }
        return unit.rooms().stream()
                .filter(room -> room.barred().isEmpty() && room.freeChannels() > 0)
                .flatMap(room -> largest(room).stream())
                .max(LARGER);
    }

    private static Optional<FabricDto.Largest> largest(CliqueRoom room) {
        int most = room.nodes().stream().mapToInt(NodeRoom::gpus).max().orElse(0);
        int whole = (int) room.nodes().stream()
                .filter(node -> most > 0 && node.grantable() == most)
                .count();
        return whole == 0
                ? Optional.empty()
                : Optional.of(new FabricDto.Largest(whole, most, room.key().label(), room.rack()));
    }
}
