package dev.heddle.sim.chaos;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.sim.chaos.history.Sightings;
import dev.heddle.sim.check.Finding;
import dev.heddle.sim.check.Holding;
import dev.heddle.sim.check.Overlaps;
import dev.heddle.sim.check.PhysicalHoldings;
import dev.heddle.sim.node.NodeFolders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at what lies on every node, its CDI files and channel devices, whether an agent runs there or not. */
final class NodeInspector {

    private final Map<NodeName, NodeFolders> nodes;
    private final Journal journal;
    private final Sightings sightings;
    private final Map<NodeName, String> units = new HashMap<>();
    private Set<Finding> suspected = Set.of();

    NodeInspector(Map<NodeName, NodeFolders> nodes, Journal journal, Sightings sightings) {
        this.nodes = Map.copyOf(nodes);
        this.journal = journal;
        this.sightings = sightings;
    }

    /** Notes which unit a node belongs to. */
    void learn(Watch.View view) {
        for (UnitRecord unit : view.units()) {
            unit.nodes().keySet().forEach(node -> units.put(node, unit.id().value()));
        }
    }

    /**
     * Looks at every node, one after the other: what overlaps between two of them counts if it still does at the next
     * look.
     */
    Map<NodeName, PhysicalHoldings.OnNode> look() throws IOException {
        Map<NodeName, PhysicalHoldings.OnNode> found = new LinkedHashMap<>();
        List<Holding> all = new ArrayList<>();
        for (Map.Entry<NodeName, NodeFolders> node : nodes.entrySet()) {
            long begin = journal.now();
            PhysicalHoldings.OnNode here = PhysicalHoldings.of(node.getKey(), node.getValue());
            found.put(node.getKey(), here);
            all.addAll(here.holdings());
            sight(node.getKey(), begin, here);
        }
        Set<Finding> findings = new HashSet<>(Overlaps.of(all, this::unit));
        findings.stream().filter(suspected::contains).forEach(finding -> journal.violation("on nodes: " + finding));
        suspected = findings;
        return found;
    }

    private void sight(NodeName node, long begin, PhysicalHoldings.OnNode here) {
        Map<String, Set<String>> held = new HashMap<>();
        here.holdings().forEach(holding -> held.put(holding.computeDomain().value(), Things.of(holding, unit(node))));
        sightings.look("node " + node, begin, journal.now(), held);
    }

    private String unit(NodeName node) {
        return units.getOrDefault(node, node.value());
    }
}
