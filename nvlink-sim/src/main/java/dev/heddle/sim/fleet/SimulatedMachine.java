package dev.heddle.sim.fleet;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.node.SimulatedPlatform;
import dev.heddle.sim.node.SimulatedProbe;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.world.World;

/**
 * A node of a simulated world.
 *
 * @param world the world
 * @param tray which
 */
record SimulatedMachine(World world, Plant.Tray tray) implements Machine {

    @Override
    public NodeName node() {
        return tray.node();
    }

    @Override
    public String address() {
        return tray.address();
    }

    @Override
    public boolean powered() {
        return world.powered(node());
    }

    @Override
    public boolean agentRuns() {
        return world.agentRuns(node());
    }

    @Override
    public BootId boot() {
        return world.boot(node());
    }

    @Override
    public Parts parts() {
        return new Parts(new SimulatedProbe(world, node()), new SimulatedPlatform(world, node()));
    }
}
