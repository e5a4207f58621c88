package dev.heddle.sim.exhaustive;

import dev.heddle.agent.apply.Storage;
import dev.heddle.agent.platform.NodePlatform;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.ImexNode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A node's disk and processes while its agent takes a step; the agent may die at any change. */
final class Machine implements Storage, NodePlatform {

    private final Map<String, Workload> workloads;
    private Disk disk;
    private int changesLeft;

    /** The agent lives. */
    static final int FOREVER = Integer.MAX_VALUE;

    Machine(Disk disk, Map<String, Workload> workloads, int changesBeforeDeath) {
        this.disk = disk;
        this.workloads = workloads;
        this.changesLeft = changesBeforeDeath;
    }

    /** The agent is dead. */
    static final class Death extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Death() {
            super("the agent died", null, false, false);
        }
    }

    Disk disk() {
        return disk;
    }

    int changesLeft() {
        return changesLeft;
    }

    private void change(Disk next) {
        if (changesLeft-- <= 0) {
            throw new Death();
        }
        disk = next;
    }

    @Override
    public byte[] read(Path file) throws NoSuchFileException {
        Disk.File found = disk.now().get(file);
        if (found == null) {
            throw new NoSuchFileException(file.toString());
        }
        return found.bytes();
    }

    @Override
    public void write(Path file, byte[] content, Kind kind) {
        change(disk.with(file, Disk.File.of(content, kind == Kind.DURABLE)));
    }

    @Override
    public void rename(Path from, Path to) {
        change(disk.renamed(from, to));
    }

    @Override
    public void syncFolder(Path folder) {
        change(disk.folderSynced(folder));
    }

    @Override
    public void delete(Path file) {
        if (disk.now().containsKey(file)) {
            change(disk.without(file));
        }
    }

    @Override
    public List<String> list(Path folder) {
        return disk.now().keySet().stream()
                .filter(path -> folder.equals(path.getParent()))
                .map(path -> path.getFileName().toString())
                .toList();
    }

    @Override
    public void makeFolder(Path folder) {
        // every folder is there
    }

    @Override
    public Claim claim(Path folder) {
        return () -> {
            // one agent at a time is all that there is
        };
    }

    @Override
    public void makeChannel(Path device, int channel) {
        if (!disk.now().containsKey(device)) {
            change(disk.with(device, Disk.File.of(new byte[0], false)));
        }
    }

    @Override
    public void removeChannel(Path device, int channel) {
        delete(device);
    }

    @Override
    public List<Holder> holders(int channel, Set<GpuUuid> gpus) {
        List<Holder> found = new ArrayList<>();
        for (Workload workload : workloads.values()) {
            boolean there = channel != 0 && workload.channel() == channel;
            for (GpuUuid gpu : gpus) {
                there |= workload.gpus().contains(gpu.value());
            }
            if (there) {
                found.add(new Holder(1, "what " + workload.computeDomain() + " was given"));
            }
        }
        return found;
    }

    @Override
    public void imexNodes(List<ImexNode> nodes) {
        // the mesh always forms
    }
}
