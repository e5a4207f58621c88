package dev.heddle.coordinator.api.view;

import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RackName;
import dev.heddle.coordinator.topology.LinkTally;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Nodes that change together, by rack, and their sums.
 *
 * @param byName the nodes
 * @param byRack the same by rack
 * @param totals their sums
 */
record NodeGroup(Map<NodeName, NodeEntry> byName, Map<RackName, List<NodeEntry>> byRack, Totals totals) {

    static NodeGroup of(Collection<NodeEntry> nodes) {
        Map<NodeName, NodeEntry> byName = new TreeMap<>();
        Map<RackName, List<NodeEntry>> byRack = new TreeMap<>();
        Totals totals = Totals.NONE;
        for (NodeEntry node : nodes) {
            byName.put(node.name(), node);
            byRack.computeIfAbsent(node.location().rack(), rack -> new ArrayList<>())
                    .add(node);
            totals = totals.plus(Totals.of(node));
        }
        return new NodeGroup(byName, byRack, totals);
    }

    /**
     * Sums over nodes.
     *
     * @param nodes nodes
     * @param connected nodes whose agent is connected
     * @param gpus GPUs
     * @param grantable GPUs that could be granted now
     * @param granted GPUs that are granted
     * @param links NVLinks
     */
    record Totals(int nodes, int connected, int gpus, int grantable, int granted, LinkTally links) {

        static final Totals NONE = new Totals(0, 0, 0, 0, 0, LinkTally.NONE);

        static Totals of(NodeEntry node) {
            return new Totals(
                    1,
                    node.connected() ? 1 : 0,
                    node.standing().gpus(),
                    node.standing().grantable(),
                    node.standing().granted(),
                    node.links());
        }

        Totals plus(Totals other) {
            return new Totals(
                    nodes + other.nodes,
                    connected + other.connected,
                    gpus + other.gpus,
                    grantable + other.grantable,
                    granted + other.granted,
                    links.plus(other.links));
        }
    }
}
