package dev.heddle.sim.node;

import dev.heddle.agent.platform.NodePlatform;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.ImexNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The operating system of a node that is known from a capture alone: device nodes are plain files, no process ever
 * runs, and an IMEX node list is of no use to a daemon that is a recording.
 */
public final class StandInPlatform implements NodePlatform {

    private final DeviceNodes devices = new ChannelFiles();

    @Override
    public void makeChannel(Path device, int channel) throws IOException {
        devices.make(device);
    }

    @Override
    public void removeChannel(Path device, int channel) throws IOException {
        devices.remove(device);
    }

    @Override
    public List<Holder> holders(int channel, Set<GpuUuid> gpus) {
        return List.of();
    }

    @Override
    public void imexNodes(List<ImexNode> nodes) {
        // the recording goes on as it is
    }
}
