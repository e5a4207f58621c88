package dev.heddle.coordinator.api.view;

import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.api.dto.ClosedDto;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.topology.NodeFabric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Nodes that are heard and belong to no ledger unit. */
final class Strangers {

    private Strangers() {}

    static NodeGroup of(Image image) {
        List<NodeEntry> nodes = new ArrayList<>();
        for (NodeView view : image.strangers().values()) {
            NodeEntry.Standing standing = new NodeEntry.Standing(
                    Optional.of(new ClosedDto("NotAdopted", why(view))),
                    view.report().gpus().size(),
                    0,
                    0,
                    List.of());
            nodes.add(new NodeEntry(
                    view.node(), view.location(), Optional.empty(), Optional.empty(), Optional.of(view), standing));
        }
        return NodeGroup.of(nodes);
    }

    private static String why(NodeView view) {
        if (view.observation().report().isEmpty()) {
            return view.node() + " has not reported yet.";
        }
        return switch (view.fabric()) {
            case NodeFabric.Unsettled unsettled -> view.node() + " is not adopted: " + unsettled.reason() + ".";
            case NodeFabric.Mixed mixed -> view.node() + " is not adopted: " + mixed.reason() + ".";
            case NodeFabric.Member member -> view.node() + " is not adopted yet.";
            case NodeFabric.Standalone standalone -> view.node() + " is not adopted yet.";
        };
    }
}
