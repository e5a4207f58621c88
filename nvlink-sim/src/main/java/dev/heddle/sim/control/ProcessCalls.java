package dev.heddle.sim.control;

import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.fleet.Fleet;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.plant.Target;
import dev.heddle.sim.plant.TargetException;
import dev.heddle.sim.world.ConflictException;
import dev.heddle.sim.world.SimProcess;
import dev.heddle.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Requests about simulated processes. */
final class ProcessCalls {

    private final World world;
    private final Fleet fleet;

    ProcessCalls(World world, Fleet fleet) {
        this.world = world;
        this.fleet = fleet;
    }

    Answer list() {
        return Answer.ok(new Listed(
                world.state().processes().values().stream().map(Shown::of).toList()));
    }

    Answer start(Request request) throws TargetException, ConflictException, IOException {
        if (request.node() == null) {
            return Answer.refusal(400, "give node, and channel or gpus");
        }
        Target target = world.plant().targets().parse(request.node());
        if (!(target instanceof Target.OfTray tray)) {
            throw new TargetException("a process runs on a node such as rack-01/tray-02, not on " + target.text());
        }
        int channel = request.channel() == null ? 0 : request.channel();
        Plant.Tray found = world.plant().tray(tray);
        SortedSet<GpuUuid> gpus = new TreeSet<>();
        for (String gpu : request.gpus() == null ? List.<String>of() : request.gpus()) {
            gpus.add(gpu(found, gpu));
        }
        if (channel <= 0 && gpus.isEmpty()) {
            return Answer.refusal(400, "a process holds a channel, 1 or above, or GPUs, or both");
        }
        checkChannel(found.node(), channel);
        return Answer.created(Shown.of(world.start(found.node(), channel, gpus)));
    }

    private void checkChannel(NodeName node, int channel) throws ConflictException {
        boolean there = channel == 0
                || fleet.folders(node)
                        .filter(folders -> Files.exists(folders.channel(channel)))
                        .isPresent();
        if (!there) {
            throw new ConflictException(
                    "there is no device node of channel " + channel + " on " + node + "; only a grant makes one");
        }
    }

    private static GpuUuid gpu(Plant.Tray tray, String text) throws TargetException {
        for (Plant.PlantGpu gpu : tray.gpus()) {
            String index = Integer.toString(gpu.ref().gpu());
            if (List.of(gpu.uuid().value(), gpu.ref().text(), "gpu-" + index, index)
                    .contains(text)) {
                return gpu.uuid();
            }
        }
        throw new TargetException(
                "there is no GPU '" + text + "' on " + tray.node() + "; write gpu-0, its UUID, or its full name");
    }

    Answer stop(String pid) throws IOException {
        Optional<SimProcess> stopped =
                parse(pid).isPresent() ? world.stop(parse(pid).get()) : Optional.empty();
        return stopped.isPresent()
                ? Answer.ok(Shown.of(stopped.get()))
                : Answer.refusal(404, "there is no process " + pid);
    }

    private static Optional<Long> parse(String pid) {
        try {
            return Optional.of(Long.parseLong(pid));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    record Request(
            @Nullable String node,
            @Nullable Integer channel,
            @Nullable List<String> gpus) {}

    record Listed(List<Shown> processes) {}

    record Shown(long pid, String node, int channel, List<String> gpus) {
        static Shown of(SimProcess process) {
            return new Shown(
                    process.pid(),
                    process.node().value(),
                    process.channel(),
                    process.gpus().stream().map(GpuUuid::value).toList());
        }
    }
}
