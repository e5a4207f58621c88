package dev.heddle.sim.fleet;

import dev.heddle.agent.probe.capture.CaptureProbe;
import dev.heddle.agent.probe.capture.CaptureSettings;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.node.StandInPlatform;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A node that is known from captures. It is never broken and never booted.
 *
 * @param capture the captures
 * @param boot its boot id
 */
record CaptureMachine(CaptureNode capture, BootId boot) implements Machine {

    private static final String ADDRESS = "127.0.0.1";

    @Override
    public NodeName node() {
        return capture.name();
    }

    @Override
    public String address() {
        return capture.imexSelf().isEmpty() ? ADDRESS : capture.imexSelf();
    }

    @Override
    public boolean powered() {
        return true;
    }

    @Override
    public boolean agentRuns() {
        return true;
    }

    @Override
    public Parts parts() {
        CaptureSettings settings = new CaptureSettings(
                capture.smi(), capture.imex(), capture.imexSelf(), Map.of(), "", "", OptionalInt.empty(), boot);
        return new Parts(new CaptureProbe(settings), new StandInPlatform());
    }
}
