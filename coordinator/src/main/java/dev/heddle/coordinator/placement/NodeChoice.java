package dev.heddle.coordinator.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which nodes of a clique a gang gets: those that lose the least room, and of these neighbours. */
final class NodeChoice {

    private NodeChoice() {}

    /**
     * Chooses {@code count} of {@code fitting}, which are at least as many.
     *
     * @param gpusPerNode GPUs wanted on each
     */
    static List<NodeRoom> choose(List<NodeRoom> fitting, int count, int gpusPerNode) {
        List<NodeRoom> byTray = new ArrayList<>(fitting);
        byTray.sort(Comparator.comparingInt(NodeRoom::order).thenComparing(NodeRoom::node));
        List<NodeRoom> best = byTray.subList(0, count);
        long least = cost(best, gpusPerNode);
        for (int from = 1; from + count <= byTray.size(); from++) {
            List<NodeRoom> window = byTray.subList(from, from + count);
            long cost = cost(window, gpusPerNode);
            if (cost < least) {
                best = window;
                least = cost;
            }
        }
        List<NodeRoom> scattered = cheapest(byTray, count, gpusPerNode);
        return broken(scattered, gpusPerNode) < broken(best, gpusPerNode) ? scattered : List.copyOf(best);
    }

    private static List<NodeRoom> cheapest(List<NodeRoom> byTray, int count, int gpusPerNode) {
        return byTray.stream()
                .sorted(Comparator.comparingInt((NodeRoom node) -> impaired(node, gpusPerNode))
                        .thenComparingInt(node -> node.grantable() - gpusPerNode))
                .limit(count)
                .toList();
    }

    /** Room lost first, then distance between the outermost trays. */
    private static long cost(List<NodeRoom> nodes, int gpusPerNode) {
        long span = (long) nodes.getLast().order() - nodes.getFirst().order();
        return broken(nodes, gpusPerNode) * 1_000_000L + Math.min(span, 999_999L);
    }

    private static long broken(List<NodeRoom> nodes, int gpusPerNode) {
        long broken = 0;
        for (NodeRoom node : nodes) {
            broken += impaired(node, gpusPerNode) * 100L + (node.grantable() - gpusPerNode);
        }
        return broken;
    }

    /** GPUs below full health that the node would have to give. */
    private static int impaired(NodeRoom node, int gpusPerNode) {
        return Math.max(0, gpusPerNode - node.free().size());
    }
}
