package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.coordinator.health.DomainRollup;
import dev.heddle.coordinator.health.Health;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.topology.NodeFabric;

/** Counts over a unit that its domain's state follows from. */
final class Rollups {

    private Rollups() {}

    static DomainRollup of(UnitState unit) {
        int heard = 0;
        int training = 0;
        Health worst = Health.HEALTHY;
        boolean agree = true;
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
            agree &= agrees(view.fabric(), unit.unit().cluster());
        }
        return new DomainRollup(unit.unit().nodes().size(), heard, training, worst, agree);
    }

    private static boolean isTraining(NodeView view) {
        return view.verdict().reason().equals("FabricTraining");
    }

    private static boolean agrees(NodeFabric fabric, ClusterUuid cluster) {
        return switch (fabric) {
            case NodeFabric.Member member -> member.cluster().equals(cluster);
            case NodeFabric.Mixed mixed -> mixed.cluster().equals(cluster);
            case NodeFabric.Standalone standalone -> cluster.isNone();
            case NodeFabric.Unsettled unsettled -> true;
        };
    }
}
