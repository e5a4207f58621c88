package dev.heddle.sim.cluster.nemesis;

import static dev.heddle.sim.cluster.nemesis.Scene.seconds;

import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.plant.Target;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What goes wrong with the hardware, and with what runs on it. */
final class HardwareTroubles implements Trouble.Group {

    private static final int MOST_WORKLOADS = 3;
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final Scene scene;

    HardwareTroubles(Scene scene) {
        this.scene = scene;
    }

    @Override
    public Map<FaultKind, Trouble> troubles() {
        Map<FaultKind, Trouble> troubles = new EnumMap<>(FaultKind.class);
        troubles.put(FaultKind.GPU_LOST, hardware(chance -> new Fault.GpuLost(gpu(chance))));
        troubles.put(FaultKind.LINK_DOWN, hardware(chance -> new Fault.LinkDown(link(chance))));
        troubles.put(FaultKind.TRAY_PULLED, hardware(chance -> new Fault.TrayPulled(tray(chance))));
        troubles.put(FaultKind.CLIQUE_SPLIT, hardware(chance -> new Fault.CliqueSplit(trays(chance))));
        troubles.put(FaultKind.RE_PARTITION, hardware(chance -> new Fault.Repartitioned(rack(chance))));
        troubles.put(FaultKind.IMEX_KILLED, hardware(chance -> new Fault.ImexKilled(tray(chance))));
        troubles.put(FaultKind.STUBBORN_WORKLOADS, this::stay);
        return troubles;
    }

    private Trouble hardware(Function<Chance, Fault> draw) {
        return chance -> {
            Fault fault = draw.apply(chance);
            Duration duration = chance.between(SHORTEST, LONGEST);
            return scene.breakHardware(fault, duration)
                    ? Optional.of(fault.kind().wireName() + " " + fault.target().text() + " for " + seconds(duration))
                    : Optional.empty();
        };
    }

    private Target.OfTray tray(Chance chance) {
        return scene.node(chance).tray().ref();
    }

    private Target.OfGpu gpu(Chance chance) {
        return chance.any(scene.node(chance).tray().gpus()).ref();
    }

    private Target.OfLink link(Chance chance) {
        Target.OfGpu gpu = gpu(chance);
        int link = chance.below(scene.world().plant().profile().linksPerGpu());
        return new Target.OfLink(gpu.rack(), gpu.tray(), gpu.gpu(), link);
    }

    private Target.OfTrays trays(Chance chance) {
        Plant.Rack rack = chance.any(scene.world().plant().racks());
        int last = rack.trays().size() - 1;
        int first = chance.between(1, last);
        return new Target.OfTrays(rack.index(), first, chance.between(first, last));
    }

    private Target.OfRack rack(Chance chance) {
        return new Target.OfRack(chance.any(scene.world().plant().racks()).index());
    }

    private Optional<String> stay(Chance chance) {
        int count = chance.between(1, MOST_WORKLOADS);
        Duration longer = chance.some();
        scene.cluster().fleet().tenants().stay(count, longer);
        return Optional.of(count + " workloads stay for " + seconds(longer));
    }
}
