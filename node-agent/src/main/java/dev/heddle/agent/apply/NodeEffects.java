package dev.heddle.agent.apply;

import dev.heddle.agent.platform.NodePlatform;
import dev.heddle.agent.platform.NodePlatform.Holder;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.NodeReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What following an order does to the node. Every effect can be had again, from any half of itself. */
final class NodeEffects {

    private final Storage storage;
    private final NodePaths paths;
    private final NodePlatform platform;

    NodeEffects(Storage storage, NodePaths paths, NodePlatform platform) {
        this.storage = storage;
        this.paths = paths;
        this.platform = platform;
    }

    NodePlatform platform() {
        return platform;
    }

    /**
     * Puts a grant in place.
     *
     * @return why it cannot be, empty when it is
     */
    Optional<String> place(Grant grant, Optional<NodeReport> report) {
        Map<GpuUuid, Integer> minors = new HashMap<>();
        report.ifPresent(known -> known.gpus().forEach(gpu -> minors.put(gpu.uuid(), gpu.minor())));
        List<Integer> mine = new ArrayList<>();
        for (GpuUuid gpu : grant.gpus()) {
            Integer minor = minors.get(gpu);
            if (minor == null) {
                return Optional.of(gpu + " is not on this node");
            }
            mine.add(minor);
        }
        try {
            makeDevices(grant, CdiSpec.render(grant, mine, paths.deviceRoot()));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(message(e));
        }
    }

    private void makeDevices(Grant grant, byte[] spec) throws IOException {
        if (grant.channel() != 0) {
            platform.makeChannel(paths.channel(grant.channel()), grant.channel());
        }
        storage.makeFolder(paths.cdiRoot());
        Path file = paths.cdi(grant.computeDomain());
        Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
        storage.write(temporary, spec, Storage.Kind.SHARED);
        storage.rename(temporary, file);
    }

    /**
     * Takes a grant's files away, then looks for processes that still hold what it gave.
     *
     * @return what stands in the way, empty when nothing is left
     */
    Optional<String> takeAway(Grant grant) {
        try {
            storage.delete(paths.cdi(grant.computeDomain()));
            if (grant.channel() != 0) {
                platform.removeChannel(paths.channel(grant.channel()), grant.channel());
            }
            return waitsFor(platform.holders(grant.channel(), grant.gpus()));
        } catch (IOException e) {
            return Optional.of(message(e));
        }
    }

    private static Optional<String> waitsFor(List<Holder> holders) {
        return holders.stream()
                .map(holder -> "pid " + holder.pid() + " holds " + holder.what())
                .reduce((first, second) -> first + ", " + second);
    }

    /** Every grant that has left something on the node. */
    List<HeldEntry> find() throws IOException {
        return NodeScan.find(storage, paths);
    }

    /** Removes every CDI spec of ours and every channel but channel 0. */
    void wipe() throws IOException {
        for (ComputeDomainUid uid : NodeScan.specs(storage, paths)) {
            storage.delete(paths.cdi(uid));
        }
        for (int channel : NodeScan.channels(storage, paths)) {
            platform.removeChannel(paths.channel(channel), channel);
        }
    }

    /** Whether no process runs on a GPU of this node that none of {@code held} has. */
    boolean idleBeside(List<HeldEntry> held, NodeReport report) throws IOException {
        Set<GpuUuid> others =
                new TreeSet<>(report.gpus().stream().map(Gpu::uuid).toList());
        held.forEach(entry -> others.removeAll(entry.grant().gpus()));
        return others.isEmpty() || platform.holders(0, others).isEmpty();
    }

    static String message(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
