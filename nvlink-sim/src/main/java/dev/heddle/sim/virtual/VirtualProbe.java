package dev.heddle.sim.virtual;

import dev.heddle.agent.probe.HardwareProbe;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.world.World;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The driver of one virtual node in one boot of it. Reads the world only when it has changed. */
final class VirtualProbe implements HardwareProbe {

    private final World world;
    private final NodeName node;
    private final BootId boot;
    private @Nullable NodeReport known;
    private @Nullable Runnable registered;

    VirtualProbe(World world, NodeName node) {
        this.world = world;
        this.node = node;
        this.boot = world.boot(node);
    }

    @Override
    public BootId bootId() {
        return boot;
    }

    @Override
    public NodeReport observe() throws IOException {
        NodeReport last = known;
        if (last != null && !countsGo()) {
            return last;
        }
        if (!world.boot(node).equals(boot)) {
            throw new IOException(node + " was booted since");
        }
        NodeReport now = world.report(node).orElseThrow(() -> new IOException(node + " has no power"));
        known = now;
        return now;
    }

    /** Whether links count by the passing of time alone, of which the world says nothing. */
    private boolean countsGo() {
        return world.state().faults().values().stream()
                .anyMatch(active ->
                        active.fault() instanceof Fault.LinkDegraded || active.fault() instanceof Fault.LinkFlap);
    }

    @Override
    public void onChange(Runnable wake) {
        Runnable changed = () -> {
            known = null;
            wake.run();
        };
        registered = changed;
        world.onChange(node, changed);
    }

    @Override
    public void close() {
        if (registered != null) {
            world.forget(node, registered);
        }
    }
}
