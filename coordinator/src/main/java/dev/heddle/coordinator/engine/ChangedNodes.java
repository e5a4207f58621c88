package dev.heddle.coordinator.engine;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.allocation.UnitState;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Nodes whose observation or desired state may have changed with a commit. */
final class ChangedNodes {

    private ChangedNodes() {}

    static Set<NodeName> of(EngineCore.Committed committed) {
        Set<NodeName> nodes = new HashSet<>();
        if (committed.events().isEmpty()) {
            committed.after().homes().forEach(home -> nodes.add(home.key()));
            return nodes;
        }
        for (Event event : committed.events()) {
            switch (event) {
                case Event.UnitWritten written -> written(committed.before(), written.unit(), nodes);
                case Event.UnitErased erased ->
                    committed
                            .before()
                            .units()
                            .get(erased.unit())
                            .ifPresent(unit -> nodes.addAll(unit.unit().nodes().keySet()));
                case Event.NodeObserved observed ->
                    nodes.add(observed.observation().node());
                case Event.NodeDropped dropped -> nodes.add(dropped.node());
                case Event.ComputeDomainWritten written -> {}
                case Event.ComputeDomainErased erased -> {}
                case Event.DomainMoved moved -> {}
                case Event.Noted noted -> {}
            }
        }
        return nodes;
    }

    private static void written(Image before, UnitRecord unit, Set<NodeName> nodes) {
        Optional<UnitState> state = before.units().get(unit.id());
        Map<NodeName, UnitNode> known = state.map(UnitState::unit)
                .map(UnitRecord::nodes)
                .<Map<NodeName, UnitNode>>map(map -> map)
                .orElse(Map.of());
        boolean all = state.filter(was -> before.unstamped(was) || isBehind(was.unit()) != isBehind(unit))
                .isPresent();
        for (UnitNode node : unit.nodes().values()) {
            if (all || !node.equals(known.get(node.name()))) {
                nodes.add(node.name());
            }
        }
        known.keySet().stream().filter(name -> !unit.nodes().containsKey(name)).forEach(nodes::add);
    }

    /** A record that is not believed tells its nodes nothing; with the last of them heard, all can be told. */
    private static boolean isBehind(UnitRecord unit) {
        return !unit.behind().isEmpty();
    }
}
