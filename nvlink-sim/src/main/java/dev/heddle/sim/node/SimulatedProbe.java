package dev.heddle.sim.node;

import dev.heddle.agent.probe.HardwareProbe;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.sim.world.World;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The driver of one simulated node, in one boot of it. Answers nothing once that boot is over. */
public final class SimulatedProbe implements HardwareProbe {

    private final World world;
    private final NodeName node;
    private final BootId boot;
    private final AtomicReference<@Nullable Runnable> wake = new AtomicReference<>();

    /** The driver of {@code node} in the boot that it is in now. */
    public SimulatedProbe(World world, NodeName node) {
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
        if (world.slow(node)) {
            stall(world.plant().profile().timings().slowProbeMillis());
        }
        if (!world.boot(node).equals(boot)) {
            throw new IOException(node + " was booted since");
        }
        return world.report(node).orElseThrow(() -> new IOException(node + " has no power"));
    }

    private static void stall(long millis) throws InterruptedIOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted in a slow driver call");
        }
    }

    @Override
    public void onChange(Runnable wake) {
        this.wake.set(wake);
        world.onChange(node, wake);
    }

    @Override
    public void close() {
        Runnable registered = wake.getAndSet(null);
        if (registered != null) {
            world.forget(node, registered);
        }
    }
}
