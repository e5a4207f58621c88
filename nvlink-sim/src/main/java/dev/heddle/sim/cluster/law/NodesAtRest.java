package dev.heddle.sim.cluster.law;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.topology.NodeFabric;
import dev.heddle.sim.cluster.Cluster;
import dev.heddle.sim.virtual.VirtualNode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** I5 of the nodes: every agent that runs is heard, has its place in the ledger and does as it is told. */
final class NodesAtRest {

    private final Cluster cluster;
    private final Image image;
    private final List<String> differences;

    /**
     * @param image what the leader shows
     * @param differences gets what is found
     */
    NodesAtRest(Cluster cluster, Image image, List<String> differences) {
        this.cluster = cluster;
        this.image = image;
        this.differences = differences;
    }

    void look() {
        for (VirtualNode node : cluster.fleet().nodes()) {
            workloads(node.name());
            if (node.running()) {
                heard(node);
            } else if (cluster.fleet().world().agentRuns(node.name())) {
                differences.add(node.name() + " is up and its agent does not run");
            }
        }
    }

    private void workloads(NodeName node) {
        for (ComputeDomainUid uid :
                new TreeSet<>(cluster.fleet().tenants().busy(node).values())) {
            if (cluster.store().computeDomains().stream()
                    .noneMatch(record -> record.uid().equals(uid))) {
                differences.add("a workload of " + uid + ", which is gone, runs on " + node);
            }
        }
    }

    private void heard(VirtualNode node) {
        NodeName name = node.name();
        Optional<NodeView> view = image.view(name)
                .filter(known -> known.observation().connected()
                        && known.observation().report().isPresent()
                        && known.observation().applied().isPresent());
        if (view.isEmpty()) {
            differences.add(
                    name + " is not heard by the leader: " + image.view(name).map(NodeView::observation));
        } else if (image.unitOf(name).isEmpty()) {
            stranger(name, view.get().fabric());
        } else {
            obeys(node, image.unitOf(name).get(), view.get());
        }
    }

    /** A node whose GPUs have not all registered, or disagree, is no part of any domain. */
    private void stranger(NodeName name, NodeFabric fabric) {
        switch (fabric) {
            case NodeFabric.Member member -> differences.add(name + " is heard and not adopted");
            case NodeFabric.Standalone standalone -> differences.add(name + " is heard and not adopted");
            case NodeFabric.Mixed mixed -> {}
            case NodeFabric.Unsettled unsettled -> {}
        }
    }

    private void obeys(VirtualNode node, UnitState unit, NodeView view) {
        UnitNode adopted = unit.unit().node(node.name()).orElseThrow();
        if (adopted.state().scrubbing() || adopted.state().fenced()) {
            differences.add(node.name() + " is heard and its entry is " + adopted.state());
        }
        // Nothing is said to the nodes of a unit that waits for others.
        if (!unit.unit().behind().isEmpty()) {
            return;
        }
        Stamp wanted = new Stamp(image.version().epoch(), adopted.generation());
        Optional<Applied> own = node.status().flatMap(status -> status.applied());
        boolean obeyed = own.filter(applied -> applied.stamp().equals(wanted)
                        && applied.boot().equals(adopted.boot())
                        && applied.record() == RecordState.INTACT)
                .isPresent();
        if (!obeyed) {
            differences.add(node.name() + " should follow " + wanted + " under " + adopted.boot() + " and has " + own);
        } else if (!view.observation().applied().equals(own)) {
            differences.add(node.name() + " has " + own + ", the leader has heard "
                    + view.observation().applied());
        }
    }
}
