package dev.heddle.sim.fleet;

import dev.heddle.agent.connect.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a fleet of agents is run.
 *
 * @param agents folder with a folder for each node
 * @param coordinators where coordinators listen for agents, at least one
 * @param agentVersion version that agents report
 * @param pollInterval time between two looks of an agent at its hardware
 * @param onlyRack rack whose agents it runs; empty = all
 * @param captures nodes beside those of the world that are known from captures
 */
public record FleetSettings(
        Path agents,
        List<Target> coordinators,
        String agentVersion,
        Duration pollInterval,
        Optional<String> onlyRack,
        List<CaptureNode> captures) {

    /** Copies the lists. */
    public FleetSettings {
        coordinators = List.copyOf(coordinators);
        captures = List.copyOf(captures);
    }
}
