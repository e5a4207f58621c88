package dev.heddle.sim.world;

import dev.heddle.contract.model.BootId;
import dev.heddle.sim.imex.DaemonFacts;
import dev.heddle.sim.plant.Plant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** A state with its pictures of racks, made when first asked for. */
final class Snapshot {

    private final Plant plant;
    private final WorldState state;
    private final Map<Integer, RackPicture> racks = new ConcurrentHashMap<>();

    Snapshot(Plant plant, WorldState state) {
        this.plant = plant;
        this.state = state;
    }

    WorldState state() {
        return state;
    }

    RackPicture rack(int index) {
        return racks.computeIfAbsent(index, key -> RackPicture.of(plant, state, key));
    }

    /** The IMEX daemon of a tray, whose node runs under {@code boot}. */
    DaemonFacts daemon(Plant.Tray tray, BootId boot) {
        RackPicture rack = rack(tray.ref().rack());
        int index = tray.ref().tray();
        NodeLife life = state.life(tray.node());
        boolean restarted = life.boots() > 0 || life.imexStarts() > 0;
        return new DaemonFacts(
                boot.value(), life.imexStarts(), life.imexSince(), restarted, down(rack, index), rack.clique(index));
    }

    private static OptionalLong down(RackPicture rack, int tray) {
        OptionalLong pulled = rack.pulledSince(tray);
        OptionalLong killed = rack.imexKilledSince(tray);
        return pulled.isPresent() && killed.isPresent()
                ? OptionalLong.of(Math.min(pulled.getAsLong(), killed.getAsLong()))
                : pulled.isPresent() ? pulled : killed;
    }
}
