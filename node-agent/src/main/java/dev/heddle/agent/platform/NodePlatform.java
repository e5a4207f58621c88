package dev.heddle.agent.platform;

import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.ImexNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The operating system of one node, as far as the agent changes it or must look into it. Every call is idempotent. */
public interface NodePlatform {

    /**
     * Makes the device node of an IMEX channel.
     *
     * @param device path of the device node, under the agent's device root
     * @param channel channel number, 1 or above
     */
    void makeChannel(Path device, int channel) throws IOException;

    /** Removes the device node of an IMEX channel; fine if there is none. */
    void removeChannel(Path device, int channel) throws IOException;

    /**
     * Processes that have the channel open or run on one of the GPUs.
     *
     * @param channel channel number, 0 = none
     * @param gpus the GPUs
     */
    List<Holder> holders(int channel, Set<GpuUuid> gpus) throws IOException;

    /**
     * The node list of the IMEX daemon is this from now on. Names of the list are fixed per slot; who answers to them
     * may change, which needs no restart of the daemon.
     *
     * @param nodes the list in slot order, empty = no IMEX domain
     */
    void imexNodes(List<ImexNode> nodes) throws IOException;

    /**
     * A process that stands in the way of a release.
     *
     * @param pid process id
     * @param what what it holds, for people: {@code channel7} or a GPU uuid
     */
    record Holder(long pid, String what) {}
}
