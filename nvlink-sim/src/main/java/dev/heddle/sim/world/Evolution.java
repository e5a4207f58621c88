package dev.heddle.sim.world;

import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.plant.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** How a world changes: pure functions of its state. Times are milliseconds of the epoch. */
public final class Evolution {

    private final Plant plant;

    /** For the worlds of this hardware. */
    public Evolution(Plant plant) {
        this.plant = plant;
    }

    /**
     * A fault happens.
     *
     * @throws ConflictException if it is active already, or there are too many
     */
    public WorldState inject(WorldState state, Fault fault, long now) throws ConflictException {
        if (state.faults().size() >= WorldState.MAX_FAULTS) {
            throw new ConflictException("there are " + WorldState.MAX_FAULTS + " active faults already; heal some");
        }
        for (ActiveFault active : state.faults().values()) {
            if (active.fault().equals(fault)) {
                throw new ConflictException(fault.kind().wireName() + " of "
                        + fault.target().text() + " is active already as " + active.id());
            }
        }
        SortedMap<Long, ActiveFault> faults = new TreeMap<>(state.faults());
        faults.put(state.nextFault(), new ActiveFault(state.nextFault(), fault, now));
        Draft draft = new Draft(state);
        if (fault instanceof Fault.TrayPulled pulled) {
            NodeName node = plant.tray(pulled.target()).node();
            draft.processes.values().removeIf(process -> process.node().equals(node));
        }
        return draft.done(state.nextFault() + 1, faults);
    }

    /** A fault is over, with what its end brings about. Nothing changes if it is not active. */
    public WorldState heal(WorldState state, long sequence, long now) {
        ActiveFault active = state.faults().get(sequence);
        if (active == null) {
            return state;
        }
        SortedMap<Long, ActiveFault> faults = new TreeMap<>(state.faults());
        faults.remove(sequence);
        Draft draft = new Draft(state);
        switch (active.fault()) {
            case Fault.GpuLost lost -> reset(draft, lost.target(), now);
            case Fault.TrayPulled pulled -> boot(draft, pulled.target(), now);
            case Fault.ImexKilled killed ->
                draft.live(plant.tray(killed.target()).node(), now, false);
            case Fault.LinkDown link -> count(draft, active, link.target(), now);
            case Fault.LinkFlap link -> count(draft, active, link.target(), now);
            case Fault.LinkDegraded link -> count(draft, active, link.target(), now);
            case Fault.AsicLost _,
                    Fault.SwitchTrayLost _,
                    Fault.CliqueSplit _,
                    Fault.Repartitioned _,
                    Fault.AgentStopped _,
                    Fault.AgentSlow _ -> {}
        }
        return draft.done(state.nextFault(), faults);
    }

    private void reset(Draft draft, Target.OfGpu gpu, long now) {
        draft.resets.put(gpu, now);
        draft.counts.keySet().removeIf(link -> link.owner().equals(gpu));
    }

    private void boot(Draft draft, Target.OfTray tray, long now) {
        draft.live(plant.tray(tray).node(), now, true);
        draft.resets.keySet().removeIf(gpu -> gpu.node().equals(tray));
        draft.counts.keySet().removeIf(link -> link.owner().node().equals(tray));
    }

    private void count(Draft draft, ActiveFault active, Target.OfLink link, long now) {
        LinkCounts counted = LinkCounts.of(
                active.fault(), now - active.since(), plant.profile().timings().linkFlapMillis());
        draft.counts.merge(link, counted, LinkCounts::plus);
    }

    /**
     * A process starts. The caller has checked that the channel and the GPUs are there.
     *
     * @throws ConflictException if there are too many
     */
    public WorldState start(WorldState state, NodeName node, int channel, SortedSet<GpuUuid> gpus)
            throws ConflictException {
        if (state.processes().size() >= WorldState.MAX_PROCESSES) {
            throw new ConflictException("there are " + WorldState.MAX_PROCESSES + " simulated processes already");
        }
        Draft draft = new Draft(state);
        draft.processes.put(state.nextPid(), new SimProcess(state.nextPid(), node, channel, gpus));
        draft.nextPid++;
        return draft.done(state.nextFault(), state.faults());
    }

    /** A process ends. Nothing changes if there is none of that id. */
    public WorldState stop(WorldState state, long pid) {
        Draft draft = new Draft(state);
        draft.processes.remove(pid);
        return draft.done(state.nextFault(), state.faults());
    }

    /** The nodes whose agents see a difference when this fault begins or ends. */
    public Set<NodeName> reach(Fault fault) {
        return switch (fault) {
            case Fault.GpuLost gpu -> Set.of(plant.tray(gpu.target().node()).node());
            case Fault.LinkDown link -> own(link.target());
            case Fault.LinkFlap link -> own(link.target());
            case Fault.LinkDegraded link -> own(link.target());
            case Fault.AgentStopped agent -> Set.of(plant.tray(agent.target()).node());
            case Fault.AgentSlow agent -> Set.of(plant.tray(agent.target()).node());
            case Fault.TrayPulled _,
                    Fault.AsicLost _,
                    Fault.SwitchTrayLost _,
                    Fault.CliqueSplit _,
                    Fault.Repartitioned _,
                    Fault.ImexKilled _ -> rack(fault.target().rack());
        };
    }

    private Set<NodeName> own(Target.OfLink link) {
        return Set.of(plant.tray(link.owner().node()).node());
    }

    private Set<NodeName> rack(int rack) {
        Set<NodeName> nodes = new LinkedHashSet<>();
        plant.racks().get(rack).trays().forEach(tray -> nodes.add(tray.node()));
        return nodes;
    }

    /** A state being changed. */
    private static final class Draft {
        private final String incarnation;
        private final Map<NodeName, NodeLife> lives;
        private final Map<Target.OfGpu, Long> resets;
        private final Map<Target.OfLink, LinkCounts> counts;
        private final SortedMap<Long, SimProcess> processes;
        private long nextPid;

        private Draft(WorldState state) {
            incarnation = state.incarnation();
            lives = new HashMap<>(state.lives());
            resets = new HashMap<>(state.gpuResets());
            counts = new HashMap<>(state.linkCounts());
            processes = new TreeMap<>(state.processes());
            nextPid = state.nextPid();
        }

        private void live(NodeName node, long now, boolean boot) {
            NodeLife life = lives.getOrDefault(node, NodeLife.FIRST);
            lives.put(node, boot ? life.booted(now) : life.imexStarted(now));
        }

        private WorldState done(long nextFault, SortedMap<Long, ActiveFault> faults) {
            return new WorldState(incarnation, nextFault, faults, lives, resets, counts, nextPid, processes);
        }
    }

    /** Active faults in the order in which they happened. */
    public static List<ActiveFault> active(WorldState state) {
        return new ArrayList<>(state.faults().values());
    }
}
