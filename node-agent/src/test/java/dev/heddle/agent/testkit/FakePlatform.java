package dev.heddle.agent.testkit;

import dev.heddle.agent.platform.NodePlatform;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.ImexNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A node whose device nodes are plain files and whose processes are told. */
public final class FakePlatform implements NodePlatform {

    private final Crash crash;
    private final Map<Integer, Long> channelHolders = new ConcurrentHashMap<>();
    private final Map<GpuUuid, Long> gpuHolders = new ConcurrentHashMap<>();
    private final List<List<ImexNode>> lists = new CopyOnWriteArrayList<>();
    private volatile boolean refusesDevices;

    /** A platform that dies when {@code crash} says so. */
    public FakePlatform(Crash crash) {
        this.crash = crash;
    }

    @Override
    public void makeChannel(Path device, int channel) throws IOException {
        crash.point();
        if (refusesDevices) {
            throw new IOException("mknod: Operation not permitted");
        }
        Files.createDirectories(device.getParent());
        Files.writeString(device, "channel " + channel);
    }

    @Override
    public void removeChannel(Path device, int channel) throws IOException {
        crash.point();
        Files.deleteIfExists(device);
    }

    @Override
    public List<Holder> holders(int channel, Set<GpuUuid> gpus) {
        Stream<Holder> onChannel = Stream.of(channel)
                .filter(channelHolders::containsKey)
                .map(held -> new Holder(channelHolders.getOrDefault(held, 0L), "channel" + held));
        Stream<Holder> onGpus = gpus.stream()
                .filter(gpuHolders::containsKey)
                .map(gpu -> new Holder(gpuHolders.getOrDefault(gpu, 0L), gpu.value()));
        return Stream.concat(onChannel, onGpus).toList();
    }

    @Override
    public void imexNodes(List<ImexNode> nodes) {
        crash.point();
        lists.add(nodes);
    }

    /** Node lists so far. */
    public List<List<ImexNode>> imexLists() {
        return lists;
    }

    /** A process opens a channel. */
    public void hold(int channel, long pid) {
        channelHolders.put(channel, pid);
    }

    /** A process runs on a GPU. */
    public void hold(GpuUuid gpu, long pid) {
        gpuHolders.put(gpu, pid);
    }

    /** Every process ends. */
    public void endProcesses() {
        channelHolders.clear();
        gpuHolders.clear();
    }

    /** Device nodes cannot be made, or can again. */
    public void refuseDevices(boolean now) {
        refusesDevices = now;
    }
}
