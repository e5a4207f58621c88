package dev.heddle.sim.world;

import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.plant.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The active faults of one rack, sorted by what they hit. Not changed after it is made. */
final class RackPicture {

    private final Map<Integer, Long> deadAsics = new HashMap<>();
    private final Map<Target.OfLink, List<ActiveFault>> links = new HashMap<>();
    private final Set<Target.OfGpu> lost = new HashSet<>();
    private final Map<Integer, Long> pulled = new HashMap<>();
    private final Map<Integer, Long> imexKilled = new HashMap<>();
    private final Set<Integer> agentStopped = new HashSet<>();
    private final Set<Integer> agentSlow = new HashSet<>();
    private final long[] cliques;

    private RackPicture(Plant plant) {
        cliques = new long[plant.profile().computeTrays()];
        Arrays.fill(cliques, plant.profile().cliqueId());
    }

    static RackPicture of(Plant plant, WorldState state, int rack) {
        RackPicture picture = new RackPicture(plant);
        for (ActiveFault active : state.faults().values()) {
            if (active.fault().target().rack() == rack) {
                picture.add(plant, active);
            }
        }
        return picture;
    }

    private void add(Plant plant, ActiveFault active) {
        switch (active.fault()) {
            case Fault.GpuLost gpu -> lost.add(gpu.target());
            case Fault.LinkDown link -> link(link.target(), active);
            case Fault.LinkFlap link -> link(link.target(), active);
            case Fault.LinkDegraded link -> link(link.target(), active);
            case Fault.TrayPulled tray -> pulled.put(tray.target().tray(), active.since());
            case Fault.AsicLost asic -> deadAsics.merge(plant.asic(asic.target()), active.since(), Math::min);
            case Fault.SwitchTrayLost tray -> switchTray(plant, tray.target(), active.since());
            case Fault.CliqueSplit split ->
                Arrays.fill(cliques, split.target().first(), split.target().last() + 1, active.partitionClique());
            case Fault.Repartitioned _ -> Arrays.fill(cliques, active.partitionClique());
            case Fault.ImexKilled tray -> imexKilled.put(tray.target().tray(), active.since());
            case Fault.AgentStopped tray -> agentStopped.add(tray.target().tray());
            case Fault.AgentSlow tray -> agentSlow.add(tray.target().tray());
        }
    }

    private void link(Target.OfLink link, ActiveFault active) {
        links.computeIfAbsent(link, key -> new ArrayList<>()).add(active);
    }

    private void switchTray(Plant plant, Target.OfSwitch tray, long since) {
        int count = plant.profile().asicsPerSwitchTray();
        for (int asic = 0; asic < count; asic++) {
            deadAsics.merge(tray.tray() * count + asic, since, Math::min);
        }
    }

    /** When the ASIC died; empty while it works. */
    OptionalLong deadSince(int asic) {
        return optional(deadAsics.get(asic));
    }

    /** Whether every link and every ASIC of the rack works. */
    boolean linksWork() {
        return deadAsics.isEmpty() && links.isEmpty();
    }

    List<ActiveFault> faults(Target.OfLink link) {
        return links.getOrDefault(link, List.of());
    }

    boolean lost(Target.OfGpu gpu) {
        return lost.contains(gpu);
    }

    OptionalLong pulledSince(int tray) {
        return optional(pulled.get(tray));
    }

    OptionalLong imexKilledSince(int tray) {
        return optional(imexKilled.get(tray));
    }

    boolean agentStopped(int tray) {
        return agentStopped.contains(tray);
    }

    boolean agentSlow(int tray) {
        return agentSlow.contains(tray);
    }

    long clique(int tray) {
        return cliques[tray];
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
