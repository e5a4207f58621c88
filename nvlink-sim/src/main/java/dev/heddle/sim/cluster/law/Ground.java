package dev.heddle.sim.cluster.law;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.check.Holding;
import java.util.List;

/** What nodes truly let processes use, and what processes use, whatever anybody says. */
@FunctionalInterface
interface Ground {

    /** What can be used, or is used, on a node. */
    List<Holding> used(NodeName node);

    /** Whether something of a ComputeDomain can still be used, or is used, on a node. */
    default boolean uses(NodeName node, ComputeDomainUid uid) {
        return used(node).stream().anyMatch(holding -> holding.computeDomain().equals(uid));
    }
}
