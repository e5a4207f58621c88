package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.health.DomainRollup;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.topology.NodeFabric;

/**
 * Nodes that report another cluster uuid than their unit's. Where all heard nodes agree the attribute changes in
 * place; a single node without grants moves whole: out of the old unit first, then, at its next word, into the other.
 */
final class Moving {

    private Moving() {}

    static void move(Draft draft, NodeView view, UnitRecord unit, ClusterUuid reported) {
        boolean other =
                draft.image().clusters().contains(reported) || unit.cluster().isNone() || reported.isNone();
        if (!other && allReport(draft.image().units().get(unit.id()).orElseThrow(), reported)) {
            draft.write(unit.withCluster(reported));
            draft.note(
                    true,
                    "ClusterUuidChanged",
                    view.node(),
                    "NVLink domain of " + view.location().rack() + " is " + reported + " now.");
            draft.roomGrew();
            return;
        }
        boolean alone = unit.nodes().size() == 1;
        if ((other || alone) && !unit.engages(view.node())) {
            leave(draft, unit, view.node());
        }
    }

    /** Out of a unit; a unit without nodes goes too. */
    static void leave(Draft draft, UnitRecord unit, NodeName node) {
        UnitRecord left = Adopting.departed(unit, node);
        if (left.nodes().isEmpty()) {
            draft.erase(unit);
        } else {
            draft.write(left);
        }
        draft.note(false, "NodeLeftUnit", node, node + " left its NVLink domain.");
    }

    private static boolean allReport(UnitState unit, ClusterUuid reported) {
        DomainRollup rollup = unit.rollup();
        return rollup.heard() > 0
                && unit.views().values().stream()
                        .filter(view -> view.observation().connected()
                                && view.observation().report().isPresent())
                        .allMatch(view -> view.fabric() instanceof NodeFabric.Member member
                                && member.cluster().equals(reported));
    }
}
