package dev.heddle.sim.fleet;

import dev.heddle.agent.platform.NodePlatform;
import dev.heddle.agent.probe.HardwareProbe;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.NodeName;
import java.io.IOException;

/** A node on which a fleet runs an agent. */
interface Machine {

    /** Its name. */
    NodeName node();

    /** Where peers reach it. */
    String address();

    /** Whether it has power. */
    boolean powered();

    /** Whether an agent should run on it. */
    boolean agentRuns();

    /** Its boot id. */
    BootId boot() throws IOException;

    /** Hardware and operating system in its present boot, for one agent. */
    Parts parts() throws IOException;

    /**
     * What an agent is given.
     *
     * @param probe its hardware
     * @param platform its operating system
     */
    record Parts(HardwareProbe probe, NodePlatform platform) {}
}
