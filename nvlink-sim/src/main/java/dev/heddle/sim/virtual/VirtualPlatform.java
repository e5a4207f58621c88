package dev.heddle.sim.virtual;

import dev.heddle.agent.platform.NodePlatform;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.ImexNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The operating system of a virtual node; what it does are steps of its agent, at which that may die.
 *
 * @param platform the simulated one, whose device nodes count as steps by themselves
 * @param storage counts the steps
 */
record VirtualPlatform(NodePlatform platform, VirtualStorage storage) implements NodePlatform {

    @Override
    public void makeChannel(Path device, int channel) throws IOException {
        platform.makeChannel(device, channel);
    }

    @Override
    public void removeChannel(Path device, int channel) throws IOException {
        platform.removeChannel(device, channel);
    }

    @Override
    public List<Holder> holders(int channel, Set<GpuUuid> gpus) throws IOException {
        return platform.holders(channel, gpus);
    }

    @Override
    public void imexNodes(List<ImexNode> nodes) throws IOException {
        storage.step(() -> platform.imexNodes(nodes));
    }
}
