package dev.heddle.sim.cluster.nemesis;

import static dev.heddle.sim.cluster.nemesis.Scene.seconds;

import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.virtual.VirtualNode;
import dev.heddle.sim.virtual.VirtualNode.Tampering;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What goes wrong with the disks and drivers of nodes. */
final class DiskTroubles implements Trouble.Group {

    private static final int MOST_SYNCS = 4;
    private static final int GARBAGE = 200;
    private static final List<Tampering> TAMPERINGS = List.of(Tampering.values());

    private final Scene scene;

    DiskTroubles(Scene scene) {
        this.scene = scene;
    }

    @Override
    public Map<FaultKind, Trouble> troubles() {
        Map<FaultKind, Trouble> troubles = new EnumMap<>(FaultKind.class);
        troubles.put(FaultKind.LOST_SYNCS, this::loseSyncs);
        troubles.put(FaultKind.RECORD_TAMPERED, this::tamper);
        troubles.put(FaultKind.DISK_FULL, this::fill);
        troubles.put(FaultKind.DRIVER_SLOW, this::slow);
        return troubles;
    }

    private Optional<String> loseSyncs(Chance chance) {
        VirtualNode node = scene.node(chance);
        int count = chance.between(1, MOST_SYNCS);
        node.disk().loseSyncs(count);
        return Optional.of(count + " syncs lost on " + node.name());
    }

    private Optional<String> tamper(Chance chance) {
        VirtualNode node = scene.node(chance);
        VirtualNode other = scene.node(chance);
        Tampering how = chance.any(TAMPERINGS);
        byte[] garbage = chance.bytes(GARBAGE);
        byte[] found = other.disk().content(VirtualNode.RECORD);
        node.tamper(how, found == null || other == node ? garbage : found);
        return Optional.of("record of " + node.name() + " " + how.name().toLowerCase(Locale.ROOT));
    }

    private Optional<String> fill(Chance chance) {
        VirtualNode node = scene.node(chance);
        Duration duration = chance.some();
        node.disk().full(true);
        scene.repairs().after(duration, "room on a disk", () -> node.disk().full(false));
        return Optional.of("disk of " + node.name() + " full for " + seconds(duration));
    }

    private Optional<String> slow(Chance chance) {
        VirtualNode node = scene.node(chance);
        Duration duration = chance.some();
        return scene.breakHardware(new Fault.AgentSlow(node.tray().ref()), duration)
                ? Optional.of("driver of " + node.name() + " slow for " + seconds(duration))
                : Optional.empty();
    }
}
