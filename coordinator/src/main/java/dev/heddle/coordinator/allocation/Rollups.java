package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.coordinator.health.DomainRollup;
import dev.heddle.coordinator.health.Health;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.topology.NodeFabric;
import java.util.HashSet;
import java.util.Set;

/** Counts over a unit that its domain's state follows from. */
final class Rollups {

    private Rollups() {}

    static DomainRollup of(UnitState unit) {
        int heard = 0;
        int training = 0;
        Health worst = Health.HEALTHY;
        Set<ClusterUuid> clusters = new HashSet<>();
        for (NodeView view : unit.views().values()) {
            if (!view.observation().connected() || view.observation().report().isEmpty()) {
                continue;
            }
            heard++;
            if (isTraining(view)) {
                training++;
            } else {
                worst = worst.worst(view.verdict().health());
            }
            cluster(view.fabric(), clusters);
        }
        clusters.add(unit.unit().cluster());
        return new DomainRollup(unit.unit().nodes().size(), heard, training, worst, clusters.size() == 1);
    }

    private static boolean isTraining(NodeView view) {
        return view.verdict().reason().equals("FabricTraining");
    }

    private static void cluster(NodeFabric fabric, Set<ClusterUuid> clusters) {
        switch (fabric) {
            case NodeFabric.Member member -> clusters.add(member.cluster());
            case NodeFabric.Mixed mixed -> clusters.add(mixed.cluster());
            case NodeFabric.Standalone standalone -> clusters.add(ClusterUuid.NONE);
            case NodeFabric.Unsettled unsettled -> {}
        }
    }
}
