package dev.heddle.sim.world;

import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.ImexNode;
import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.imex.NodeListStore;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.plant.Profile;
import dev.heddle.sim.plant.Profiles;
import dev.heddle.sim.plant.TargetException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A small world under virtual time, and short words to look at it. */
public final class Worlds {

    /** Its time. */
    public final VirtualTimeline time = new VirtualTimeline();
    /** Its hardware. */
    public final Plant plant;
    /** The world. */
    public final World world;

    /** A world of two racks that keeps its node lists in {@code folder}. */
    public Worlds(Path folder) throws IOException {
        this(folder, Profiles.builtIn(Profiles.DEFAULT));
    }

    /** The same with another profile. */
    public Worlds(Path folder, Profile profile) {
        plant = Plant.build(profile, 42, 2);
        world = new World(
                plant, WorldState.pristine("test"), WorldStore.NONE, new NodeListStore(folder.resolve("imex")), time);
    }

    /** Injects a fault and says its sequence number. */
    public long inject(String kind, String target) throws TargetException, ConflictException, IOException {
        return world.inject(Fault.parse(plant, kind, target)).sequence();
    }

    /** What a node reports. */
    public NodeReport report(String node) {
        return world.report(new NodeName(node)).orElseThrow();
    }

    /** A GPU as its node reports it. */
    public Gpu gpu(String node, int index) {
        return report(node).gpus().get(index);
    }

    /** Indices of the links of a GPU that are in this state. */
    public static List<Integer> links(Gpu gpu, LinkState state) {
        return gpu.links().stream()
                .filter(link -> link.state() == state)
                .map(Link::index)
                .toList();
    }

    /** Gives every node of a rack the whole rack as its IMEX node list, and lets the mesh form. */
    public void formImex(int rack) throws IOException {
        List<ImexNode> nodes = new ArrayList<>();
        for (Plant.Tray tray : plant.racks().get(rack).trays()) {
            nodes.add(new ImexNode("slot-" + tray.ref().tray(), Optional.of(tray.node()), tray.address()));
        }
        for (Plant.Tray tray : plant.racks().get(rack).trays()) {
            world.imexNodes(tray.node(), nodes);
        }
        time.pass(plant.profile().timings().imexFormMillis());
    }
}
