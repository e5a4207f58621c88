package dev.heddle.sim.fleet;

import dev.heddle.agent.AgentRuntime;
import dev.heddle.agent.AgentStatus;
import dev.heddle.agent.connect.NettyLink;
import dev.heddle.agent.connect.SessionStatus;
import dev.heddle.agent.work.Wakeup;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.node.NodeFolders;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The agents of every node of a world, in this process: the node agent's own code on virtual threads, one timer and
 * one I/O thread for all. A tray that is pulled or an agent that is stopped ends as by kill -9, and starts anew when
 * it is healed.
 */
public final class Fleet implements AutoCloseable {

    private static final long RETRY_MILLIS = 500;

    private final AgentRuntime runtime = AgentRuntime.create();
    private final NettyLink link;
    private final Map<NodeName, Seat> seats = new LinkedHashMap<>();
    private final Map<NodeName, Wakeup> wakeups = new LinkedHashMap<>();

    /**
     * A fleet that starts nothing yet.
     *
     * @throws IllegalArgumentException if two nodes have the same name
     */
    public Fleet(World world, FleetSettings settings) {
        this.link = new NettyLink(settings.coordinators(), runtime.executor());
        for (Plant.Rack rack : world.plant().racks()) {
            if (settings.onlyRack().isEmpty() || settings.onlyRack().get().equals(rack.name())) {
                rack.trays().forEach(tray -> add(new SimulatedMachine(world, tray), settings));
            }
        }
        for (CaptureNode capture : settings.captures()) {
            add(new CaptureMachine(capture, world.foreignBoot(capture.name())), settings);
        }
        world.watch(this::changed);
    }

    private void add(Machine machine, FleetSettings settings) {
        Seat seat = new Seat(machine, settings, link, runtime);
        if (seats.put(machine.node(), seat) != null) {
            throw new IllegalArgumentException("there are two nodes of the name " + machine.node());
        }
        wakeups.put(machine.node(), new Wakeup(runtime.executor(), () -> settle(seat)));
    }

    private void settle(Seat seat) {
        if (!seat.settle()) {
            runtime.timer().schedule(() -> changed(Set.of(seat.node())), RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void changed(Set<NodeName> nodes) {
        for (NodeName node : nodes) {
            Wakeup wakeup = wakeups.get(node);
            if (wakeup != null) {
                wakeup.raise();
            }
        }
    }

    /** Starts every agent that should run, and waits until that is done; connecting goes on in the background. */
    public void start() throws InterruptedException {
        forAll(this::settle);
    }

    private void forAll(Consumer<Seat> action) throws InterruptedException {
        List<Future<?>> all = new ArrayList<>();
        seats.values().forEach(seat -> all.add(runtime.executor().submit(() -> action.accept(seat))));
        for (Future<?> one : all) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Every node that has a place for an agent, in order. */
    public List<NodeName> nodes() {
        return List.copyOf(seats.keySet());
    }

    /** The running agent of a node; empty while none runs there. */
    public Optional<AgentStatus> status(NodeName node) {
        return Optional.ofNullable(seats.get(node)).flatMap(Seat::status);
    }

    /** The file system of a node; empty if it is not of this fleet. */
    public Optional<NodeFolders> folders(NodeName node) {
        return Optional.ofNullable(seats.get(node)).map(Seat::folders);
    }

    /** Agents that run. */
    public int running() {
        return (int) seats.values().stream()
                .filter(seat -> seat.status().isPresent())
                .count();
    }

    /** Agents that a coordinator has accepted. */
    public int connected() {
        return (int) seats.values().stream()
                .flatMap(seat -> seat.status().stream())
                .filter(status -> status.session().state() == SessionStatus.State.CONNECTED)
                .count();
    }

    /** Ends every agent cleanly. */
    @Override
    public void close() {
        try {
            forAll(Seat::close);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        link.close();
        runtime.close();
    }
}
