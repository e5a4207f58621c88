package dev.heddle.sim.world;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.ImexNode;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.imex.DaemonFacts;
import dev.heddle.sim.imex.ImexMesh;
import dev.heddle.sim.imex.NodeListStore;
import dev.heddle.sim.plant.Identity;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.plant.Profile;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A running world: hardware, its state, time. Changes are kept on disk before anyone sees them; readers never wait
 * for a change.
 */
public final class World {

    private final Plant plant;
    private final WorldStore store;
    private final Timeline timeline;
    private final Evolution evolution;
    private final Reporter reporter;
    private final Identity identity;
    private final ImexMesh mesh;
    private final Moments moments;
    private final Map<NodeName, Boot> bootIds = new ConcurrentHashMap<>();
    private final Map<NodeName, Runnable> wakes = new ConcurrentHashMap<>();
    private final List<Consumer<Set<NodeName>>> watchers = new CopyOnWriteArrayList<>();
    private volatile Snapshot snapshot;

    /**
     * A world that goes on from {@code state}.
     *
     * @param store keeps the state
     * @param lists keeps the node lists of the IMEX daemons
     */
    public World(Plant plant, WorldState state, WorldStore store, NodeListStore lists, Timeline timeline) {
        this.plant = plant;
        this.store = store;
        this.timeline = timeline;
        this.evolution = new Evolution(plant);
        this.reporter = new Reporter(plant);
        this.identity = new Identity(plant.seed());
        this.snapshot = new Snapshot(plant, state);
        Profile.Timings timings = plant.profile().timings();
        this.mesh = new ImexMesh(
                new ImexMesh.Settings(
                        plant.profile().imexVersion(), timings.imexFormMillis(), timings.imexGraceMillis()),
                lists,
                this::daemon);
        this.moments = new Moments(timeline, timings, this::wake, this::active);
        state.faults().values().forEach(fault -> moments.begun(fault, evolution.reach(fault.fault())));
    }

    /** Its hardware. */
    public Plant plant() {
        return plant;
    }

    /** Its state now. */
    public WorldState state() {
        return snapshot.state();
    }

    /** Milliseconds of the epoch, as this world counts them. */
    public long now() {
        return timeline.now();
    }

    /**
     * A fault happens.
     *
     * @throws ConflictException if it cannot
     * @throws IOException if the state cannot be kept; nothing has changed then
     */
    public synchronized ActiveFault inject(Fault fault) throws ConflictException, IOException {
        WorldState state = state();
        WorldState next = evolution.inject(state, fault, now());
        commit(next);
        ActiveFault active = next.faults().lastEntry().getValue();
        Set<NodeName> reach = evolution.reach(fault);
        moments.begun(active, reach);
        announce(reach);
        return active;
    }

    /**
     * Ends faults, those that are active among the given ones.
     *
     * @return the faults that were ended
     * @throws IOException if the state cannot be kept; nothing has changed then
     */
    public synchronized List<ActiveFault> heal(Collection<Long> sequences) throws IOException {
        WorldState state = state();
        List<ActiveFault> healed = sequences.stream()
                .distinct()
                .flatMap(sequence -> Optional.ofNullable(state.faults().get(sequence)).stream())
                .toList();
        long now = now();
        WorldState next = state;
        for (ActiveFault fault : healed) {
            next = evolution.heal(next, fault.sequence(), now);
        }
        if (!healed.isEmpty()) {
            commit(next);
        }
        for (ActiveFault fault : healed) {
            Set<NodeName> reach = evolution.reach(fault.fault());
            moments.healed(reach);
            announce(reach);
        }
        return healed;
    }

    /** Ends every fault, as {@link #heal}. */
    public synchronized List<ActiveFault> healAll() throws IOException {
        return heal(List.copyOf(state().faults().keySet()));
    }

    /**
     * A process starts on a node.
     *
     * @param channel IMEX channel it holds, 0 = none
     * @param gpus GPUs of the node that it runs on
     * @throws ConflictException if the node has no power, or there are too many processes
     * @throws IOException if the state cannot be kept
     */
    public synchronized SimProcess start(NodeName node, int channel, SortedSet<GpuUuid> gpus)
            throws ConflictException, IOException {
        if (!powered(node)) {
            throw new ConflictException(node + " has no power");
        }
        WorldState next = evolution.start(state(), node, channel, gpus);
        commit(next);
        announce(Set.of(node));
        return next.processes().lastEntry().getValue();
    }

    /**
     * A process ends.
     *
     * @return it, or empty if there was none
     * @throws IOException if the state cannot be kept
     */
    public synchronized Optional<SimProcess> stop(long pid) throws IOException {
        SimProcess process = state().processes().get(pid);
        if (process == null) {
            return Optional.empty();
        }
        commit(evolution.stop(state(), pid));
        announce(Set.of(process.node()));
        return Optional.of(process);
    }

    /**
     * The IMEX daemon of a node is given its node list.
     *
     * @throws IOException if the list cannot be kept
     */
    public synchronized void imexNodes(NodeName node, List<ImexNode> nodes) throws IOException {
        Set<NodeName> reached = mesh.assign(node, nodes, now());
        if (!reached.isEmpty()) {
            wake(reached);
            moments.imexFormed(reached);
        }
    }

    /** What a node's driver reports now; empty while it has no power. */
    public Optional<NodeReport> report(NodeName node) {
        Plant.Tray tray = tray(node);
        Snapshot at = snapshot;
        RackPicture rack = at.rack(tray.ref().rack());
        if (rack.pulledSince(tray.ref().tray()).isPresent()) {
            return Optional.empty();
        }
        long now = now();
        return Optional.of(reporter.report(tray, at.state(), rack, mesh.view(node, now), now));
    }

    /** The boot id of a node; its last one while it has no power. */
    public BootId boot(NodeName node) {
        return boot(state(), node);
    }

    private BootId boot(WorldState state, NodeName node) {
        int boots = state.life(node).boots();
        Boot known = bootIds.get(node);
        if (known != null && known.number == boots) {
            return known.id;
        }
        String label = state.incarnation() + "/" + node + "/boot-" + boots;
        Boot drawn = new Boot(boots, new BootId(identity.uuid(label).toString()));
        bootIds.put(node, drawn);
        return drawn.id;
    }

    /** The boot id of a node beside this world, which is never booted. */
    public BootId foreignBoot(NodeName node) {
        return new BootId(
                identity.uuid(state().incarnation() + "/" + node + "/foreign").toString());
    }

    /** Whether a node has power. */
    public boolean powered(NodeName node) {
        Plant.Tray tray = tray(node);
        return snapshot.rack(tray.ref().rack()).pulledSince(tray.ref().tray()).isEmpty();
    }

    /** Whether a node's agent runs, as far as faults go. */
    public boolean agentRuns(NodeName node) {
        Plant.Tray tray = tray(node);
        return powered(node)
                && !snapshot.rack(tray.ref().rack()).agentStopped(tray.ref().tray());
    }

    /** Whether a node's driver answers slowly. */
    public boolean slow(NodeName node) {
        Plant.Tray tray = tray(node);
        return snapshot.rack(tray.ref().rack()).agentSlow(tray.ref().tray());
    }

    /** Calls {@code wake} when something about the node's hardware has changed. One caller per node: the last one. */
    public void onChange(NodeName node, Runnable wake) {
        wakes.put(node, wake);
    }

    /** Stops calling {@code wake}. */
    public void forget(NodeName node, Runnable wake) {
        wakes.remove(node, wake);
    }

    /** Calls {@code watcher}, quickly and in order, with the nodes that a change of state reaches. */
    public void watch(Consumer<Set<NodeName>> watcher) {
        watchers.add(watcher);
    }

    private void commit(WorldState next) throws IOException {
        store.save(plant, next);
        snapshot = new Snapshot(plant, next);
    }

    private void announce(Set<NodeName> nodes) {
        watchers.forEach(watcher -> watcher.accept(nodes));
        wake(nodes);
    }

    private void wake(Set<NodeName> nodes) {
        for (NodeName node : nodes) {
            Runnable wake = wakes.get(node);
            if (wake != null) {
                wake.run();
            }
        }
    }

    private boolean active(ActiveFault fault) {
        return state().faults().containsKey(fault.sequence());
    }

    private Optional<DaemonFacts> daemon(NodeName node) {
        Snapshot at = snapshot;
        return plant.tray(node).map(tray -> at.daemon(tray, boot(at.state(), node)));
    }

    private Plant.Tray tray(NodeName node) {
        return plant.tray(node).orElseThrow(() -> new IllegalArgumentException(node + " is not in this world"));
    }

    /** The boot id that was asked for last: drawing one is slow. */
    private record Boot(int number, BootId id) {}
}
