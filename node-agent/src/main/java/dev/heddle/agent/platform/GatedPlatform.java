package dev.heddle.agent.platform;

import dev.heddle.agent.work.LifeGate;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.ImexNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The platform of an agent that can be killed.
 *
 * @param platform the real one
 * @param gate shut by the kill; looking at processes passes it always
 */
public record GatedPlatform(NodePlatform platform, LifeGate gate) implements NodePlatform {

    @Override
    public void makeChannel(Path device, int channel) throws IOException {
        gate.pass(() -> {
            platform.makeChannel(device, channel);
            return true;
        });
    }

    @Override
    public void removeChannel(Path device, int channel) throws IOException {
        gate.pass(() -> {
            platform.removeChannel(device, channel);
            return true;
        });
    }

    @Override
    public List<Holder> holders(int channel, Set<GpuUuid> gpus) throws IOException {
        return platform.holders(channel, gpus);
    }

    @Override
    public void imexNodes(List<ImexNode> nodes) throws IOException {
        gate.pass(() -> {
            platform.imexNodes(nodes);
            return true;
        });
    }
}
