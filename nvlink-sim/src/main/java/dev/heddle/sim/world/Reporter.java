package dev.heddle.sim.world;

import dev.heddle.contract.model.Clique;
import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.Fabric;
import dev.heddle.contract.model.FabricHealth;
import dev.heddle.contract.model.FabricState;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.NodeInfo;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.RecoveryAction;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.plant.Profile;
import dev.heddle.sim.plant.Target;
import java.util.ArrayList;
import java.util.List;

/** What a node's driver reports of the hardware: a pure function of hardware, state and time. */
final class Reporter {

    private final Plant plant;
    private final Profile profile;
    private final LinkReader links;

    Reporter(Plant plant) {
        this.plant = plant;
        this.profile = plant.profile();
        this.links = new LinkReader(profile);
    }

    /** The report of a node that has power. */
    NodeReport report(Plant.Tray tray, WorldState state, RackPicture rack, Imex imex, long now) {
        List<Gpu> gpus = new ArrayList<>(tray.gpus().size());
        for (Plant.PlantGpu gpu : tray.gpus()) {
            gpus.add(gpu(gpu, state, rack, now));
        }
        NodeInfo info = new NodeInfo(
                Target.rackName(tray.ref().rack()),
                profile.driverVersion(),
                profile.imexChannelCount(),
                profile.architecture(),
                "simulated");
        return new NodeReport(info, gpus, imex);
    }

    private Gpu gpu(Plant.PlantGpu gpu, WorldState state, RackPicture rack, long now) {
        if (rack.lost(gpu.ref())) {
            return gpu(gpu, Fabric.UNKNOWN, links.unknown(), RecoveryAction.UNKNOWN, true);
        }
        FabricState training = training(gpu.ref(), state, now);
        if (training == FabricState.NOT_STARTED) {
            return gpu(gpu, unregistered(training), links.untrained(), RecoveryAction.NONE, false);
        }
        LinkReader.Reading reading = links.read(rack, state, gpu.ref(), now);
        if (training == FabricState.IN_PROGRESS) {
            return gpu(gpu, unregistered(training), reading.links(), RecoveryAction.NONE, false);
        }
        boolean recovering = reading.missing() > 0
                && now < reading.lastLost() + profile.timings().routeRecoveryMillis();
        FabricHealth health = FabricHealths.of(profile, reading.missing(), profile.linksPerGpu(), recovering);
        Fabric fabric = new Fabric(
                FabricState.COMPLETED,
                0,
                plant.racks().get(gpu.ref().rack()).cluster(),
                cliques(rack.clique(gpu.ref().tray())),
                health);
        return gpu(gpu, fabric, reading.links(), recovery(reading, recovering), false);
    }

    private RecoveryAction recovery(LinkReader.Reading reading, boolean recovering) {
        boolean parked =
                profile.resiliency() == Profile.Resiliency.FULL_BANDWIDTH && reading.missing() > 0 && !recovering;
        return parked ? RecoveryAction.DRAIN_AND_RESET : RecoveryAction.NONE;
    }

    private FabricState training(Target.OfGpu gpu, WorldState state, long now) {
        long boot = state.life(plant.tray(gpu.node()).node()).bootedAt();
        long elapsed = now - Math.max(boot, state.gpuResets().getOrDefault(gpu, 0L));
        if (elapsed >= profile.timings().fabricMillis()) {
            return FabricState.COMPLETED;
        }
        return elapsed < profile.timings().fabricNotStartedMillis() ? FabricState.NOT_STARTED : FabricState.IN_PROGRESS;
    }

    private static Fabric unregistered(FabricState state) {
        return new Fabric(state, 0, ClusterUuid.NONE, List.of(), FabricHealth.NOT_SUPPORTED);
    }

    private List<Clique> cliques(long id) {
        return profile.cliqueTypes().stream().map(type -> new Clique(type, id)).toList();
    }

    private Gpu gpu(Plant.PlantGpu gpu, Fabric fabric, List<Link> state, RecoveryAction action, boolean lost) {
        return new Gpu(
                gpu.uuid(),
                gpu.ref().gpu(),
                gpu.slot().minor(),
                gpu.slot().pciBusId(),
                profile.productName(),
                gpu.boardSerial(),
                profile.memoryMib() << 20,
                gpu.platform(),
                fabric,
                state,
                action,
                lost,
                profile.vbios(),
                profile.deviceId());
    }
}
