package dev.heddle.sim.check;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.sim.fleet.Fleet;
import dev.heddle.sim.node.NodeFolders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Checks a control plane together with the fleet that obeys it. */
public final class FleetCheck {

    private final Fleet fleet;
    private final Supplier<Image> image;

    /**
     * A check of a running fleet.
     *
     * @param image the newest committed image of its control plane
     */
    public FleetCheck(Fleet fleet, Supplier<Image> image) {
        this.fleet = fleet;
        this.image = image;
    }

    /** Overlaps in the ledger. */
    public List<Finding> ledger() {
        Image now = image.get();
        return Overlaps.of(LedgerHoldings.of(now), node -> LedgerHoldings.unit(now, node));
    }

    /**
     * Overlaps on the nodes. They are looked at one after the other, so what one look finds between two nodes may be
     * two moments of one channel; a finding counts if it is there in a second look as well.
     */
    public List<Finding> physical() throws IOException {
        List<Finding> first = lookForOverlaps();
        if (first.isEmpty()) {
            return first;
        }
        Set<Finding> again = new HashSet<>(lookForOverlaps());
        return first.stream().filter(again::contains).toList();
    }

    private List<Finding> lookForOverlaps() throws IOException {
        Image now = image.get();
        List<Holding> all = new ArrayList<>();
        for (NodeName node : fleet.nodes()) {
            all.addAll(look(node).holdings());
        }
        return Overlaps.of(all, node -> LedgerHoldings.unit(now, node));
    }

    private PhysicalHoldings.OnNode look(NodeName node) throws IOException {
        NodeFolders folders = fleet.folders(node).orElseThrow();
        return PhysicalHoldings.of(node, folders);
    }

    /**
     * Where ledger and nodes differ: of interest once nothing changes any more. Nodes without a running agent are
     * left out.
     */
    public List<Finding> differences() throws IOException {
        Map<NodeName, PhysicalHoldings.OnNode> found = new LinkedHashMap<>();
        for (NodeName node : fleet.nodes()) {
            if (fleet.status(node).isPresent()) {
                found.put(node, look(node));
            }
        }
        return Differences.of(LedgerHoldings.of(image.get()), found);
    }
}
