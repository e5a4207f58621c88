package dev.heddle.sim.node;

import dev.heddle.agent.platform.NodePlatform;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.ImexNode;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.world.SimProcess;
import dev.heddle.sim.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The operating system of one simulated node, in one boot of it. Device nodes are plain files that stand in for them.
 * Refuses everything once that boot is over, so that an agent that outlives it changes nothing.
 */
public final class SimulatedPlatform implements NodePlatform {

    private final World world;
    private final NodeName node;
    private final BootId boot;
    private final DeviceNodes devices;

    /** The operating system of {@code node} in the boot that it is in now. */
    public SimulatedPlatform(World world, NodeName node) {
        this(world, node, new ChannelFiles());
    }

    /** The same with device nodes of this kind. */
    public SimulatedPlatform(World world, NodeName node, DeviceNodes devices) {
        this.world = world;
        this.node = node;
        this.boot = world.boot(node);
        this.devices = devices;
    }

    @Override
    public void makeChannel(Path device, int channel) throws IOException {
        alive();
        int count = world.plant().profile().imexChannelCount();
        if (channel < 1 || channel >= count) {
            throw new IOException("the driver has IMEX channels 1 to " + (count - 1) + ", not " + channel);
        }
        devices.make(device);
    }

    @Override
    public void removeChannel(Path device, int channel) throws IOException {
        alive();
        devices.remove(device);
    }

    @Override
    public List<Holder> holders(int channel, Set<GpuUuid> gpus) throws IOException {
        alive();
        List<Holder> holders = new ArrayList<>();
        for (SimProcess process : world.state().processes().values()) {
            if (!process.node().equals(node)) {
                continue;
            }
            if (channel > 0 && process.channel() == channel) {
                holders.add(new Holder(process.pid(), "channel" + channel));
            }
            process.gpus().stream()
                    .filter(gpus::contains)
                    .forEach(gpu -> holders.add(new Holder(process.pid(), gpu.value())));
        }
        return holders;
    }

    @Override
    public void imexNodes(List<ImexNode> nodes) throws IOException {
        alive();
        world.imexNodes(node, nodes);
    }

    private void alive() throws IOException {
        if (!world.powered(node) || !world.boot(node).equals(boot)) {
            throw new IOException(node + " has no power");
        }
    }
}
