package dev.heddle.sim.virtual;

import dev.heddle.agent.connect.Target;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.imex.NodeListStore;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.plant.Profile;
import dev.heddle.sim.world.World;
import dev.heddle.sim.world.WorldState;
import dev.heddle.sim.world.WorldStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every node of a simulated world, each with the real agent, under virtual time. */
public final class VirtualFleet {

    private static final Duration LONGEST_START = Duration.ofSeconds(2);

    private final VirtualTime time;
    private final World world;
    private final Map<NodeName, VirtualNode> nodes = new LinkedHashMap<>();
    private final Set<VirtualNode> changed = new LinkedHashSet<>();
    private final Tenants tenants;

    /**
     * A fleet that starts nothing yet.
     *
     * @param racks of this profile; identities are drawn from the seed of time
     * @param targets the coordinators
     */
    public VirtualFleet(VirtualNetwork network, Profile profile, int racks, List<Target> targets) {
        this.time = network.time();
        Plant plant = Plant.build(profile, time.seed(), racks);
        WorldState pristine = WorldState.pristine("simulation-" + Long.toHexString(time.seed()));
        this.world = new World(plant, pristine, WorldStore.NONE, NodeListStore.forgetful(), new WorldTime(time));
        this.tenants = new Tenants(time, world);
        for (Plant.Rack rack : plant.racks()) {
            for (Plant.Tray tray : rack.trays()) {
                VirtualNode node = new VirtualNode(network, world, tray, targets);
                nodes.put(node.name(), node);
                node.disk().watch(() -> changed.add(node));
            }
        }
        world.watch(reached -> reached.forEach(this::settle));
    }

    private void settle(NodeName name) {
        VirtualNode node = nodes.get(name);
        if (node != null) {
            node.settle();
            changed.add(node);
        }
    }

    /** Starts every agent within two seconds. */
    public void start() {
        nodes.values()
                .forEach(node -> node.startAfter(Duration.ofNanos(time.random().nextLong(LONGEST_START.toNanos()))));
    }

    /** Its hardware. */
    public World world() {
        return world;
    }

    /** What runs on it. */
    public Tenants tenants() {
        return tenants;
    }

    /** Every node in order. */
    public List<VirtualNode> nodes() {
        return List.copyOf(nodes.values());
    }

    /** A node by its name. */
    public Optional<VirtualNode> node(NodeName name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /**
     * The nodes whose disks, device nodes or processes may have changed since the last call, and what runs on them is
     * told. To be called after every event; costs nothing when there are none.
     */
    public List<VirtualNode> takeChanged() {
        if (changed.isEmpty()) {
            return List.of();
        }
        List<VirtualNode> taken = List.copyOf(changed);
        changed.clear();
        taken.forEach(tenants::see);
        return taken;
    }

    /** Whether something of a ComputeDomain can still be used on a node: by its files, or by a process that has it. */
    public boolean uses(NodeName name, ComputeDomainUid computeDomain) {
        VirtualNode node = nodes.get(name);
        return node != null
                && (tenants.runs(name, computeDomain)
                        || node.exposed().holdings().stream()
                                .anyMatch(holding -> holding.computeDomain().equals(computeDomain)));
    }
}
