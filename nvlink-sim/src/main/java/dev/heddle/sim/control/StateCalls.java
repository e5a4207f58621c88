package dev.heddle.sim.control;

import dev.heddle.agent.AgentStatus;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.fleet.Fleet;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.world.Evolution;
import dev.heddle.sim.world.World;
import java.util.List;
import java.util.Optional;

/** Requests that only look. */
final class StateCalls {

    private final World world;
    private final Fleet fleet;

    StateCalls(World world, Fleet fleet) {
        this.world = world;
        this.fleet = fleet;
    }

    Answer health() {
        return Answer.ok(new Health("ready", fleet.nodes().size(), fleet.running(), fleet.connected()));
    }

    Answer state(Optional<String> rack) {
        Plant plant = world.plant();
        List<Node> nodes = plant.racks().stream()
                .filter(each -> rack.isEmpty() || rack.get().equals(each.name()))
                .flatMap(each -> each.trays().stream())
                .map(this::node)
                .toList();
        return Answer.ok(new State(
                plant.profile().name(),
                plant.seed(),
                plant.racks().size(),
                plant.nodes().size(),
                plant.gpuCount(),
                plant.linkCount(),
                FaultCalls.shown(Evolution.active(world.state())).faults(),
                world.state().processes().size(),
                nodes));
    }

    private Node node(Plant.Tray tray) {
        NodeName node = tray.node();
        Optional<AgentStatus> agent = fleet.status(node);
        return new Node(
                node.value(),
                tray.ref().text(),
                world.boot(node).value(),
                world.powered(node),
                agent.isPresent(),
                agent.map(status -> status.session().state().name()).orElse("STOPPED"),
                agent.flatMap(AgentStatus::probeProblem).orElse(""));
    }

    record Health(String status, int agents, int agentsRunning, int agentsConnected) {}

    record State(
            String profile,
            long seed,
            int racks,
            int nodeCount,
            int gpus,
            int links,
            List<FaultCalls.Shown> faults,
            int processes,
            List<Node> nodes) {}

    record Node(
            String node,
            String target,
            String bootId,
            boolean powered,
            boolean agentRunning,
            String session,
            String problem) {}
}
