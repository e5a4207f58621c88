package dev.heddle.sim.virtual;

import dev.heddle.agent.connect.CoordinatorLink;
import dev.heddle.agent.connect.Target;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import io.grpc.ManagedChannel;
import io.grpc.ServerCallHandler;
import io.grpc.stub.ServerCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The network of a simulation: gRPC streams between agents and coordinators that behave as over TCP, and datagrams for
 * whatever else processes say to each other. Messages are handed over as objects.
 */
public final class VirtualNetwork {

    private final VirtualTime time;
    private final Delays delays;
    private final RandomGenerator random;
    private final Links links;
    private final Map<Target, Listener> listeners = new HashMap<>();
    private final Map<VirtualProcess, Set<Connection>> connections = new HashMap<>();
    private final Map<Host, Target> astray = new HashMap<>();
    private final Set<Connection> all = new LinkedHashSet<>();
    private long sent;

    /** A network on which everyone reaches everyone. */
    public VirtualNetwork(VirtualTime time, Delays delays) {
        this.time = time;
        this.delays = delays;
        this.random = time.random("network");
        this.links = new Links(time);
    }

    /** Its time. */
    public VirtualTime time() {
        return time;
    }

    /** Who reaches whom. */
    public Links links() {
        return links;
    }

    /**
     * A coordinator serves agents until its process ends.
     *
     * @param at where; the target's host is the name of the process's host
     * @param service such as the coordinator's {@code AgentService::connect}
     */
    public void listen(
            VirtualProcess server,
            Target at,
            ServerCalls.BidiStreamingMethod<AgentMessage, CoordinatorMessage> service) {
        if (!at.host().equals(server.host().name())) {
            throw new IllegalArgumentException(at + " is not on " + server.host());
        }
        Listener listener = new Listener(server, ServerCalls.asyncBidiStreamingCall(service));
        listeners.put(at, listener);
        server.onEnd(() -> listeners.remove(at, listener));
        server.onResume(links::unstick);
    }

    /**
     * The way of an agent to its coordinators.
     *
     * @param client the agent's process
     */
    public CoordinatorLink link(VirtualProcess client, List<Target> targets) {
        client.onResume(links::unstick);
        return new CoordinatorLink() {
            @Override
            public List<Target> targets() {
                return targets;
            }

            @Override
            public ManagedChannel open(Target target) {
                return new VirtualChannel(VirtualNetwork.this, client, target);
            }
        };
    }

    /**
     * Sends something that is not of a stream. It is lost if the way is blocked when it is sent or when it would
     * arrive, or if either process has ended; a paused receiver gets it when it goes on.
     */
    public void send(VirtualProcess from, VirtualProcess to, String what, Runnable arrival) {
        sent++;
        if (!from.alive() || links.isBlocked(from.host(), to.host())) {
            return;
        }
        time.after(Duration.ofNanos(delay()), what, () -> {
            if (!links.isBlocked(from.host(), to.host())) {
                to.run(what, arrival);
            }
        });
    }

    /** Streams of which at least one end believes that they live. */
    public int connections() {
        return all.size();
    }

    /** Messages sent so far. */
    public long sent() {
        return sent;
    }

    /** Whoever a machine calls from now on, it reaches {@code to}. */
    public void lead(Host client, Target to) {
        astray.put(client, to);
    }

    /** A machine reaches whom it calls again. */
    public void leadBack(Host client) {
        astray.remove(client);
    }

    /** Whom a machine reaches that calls {@code target}. */
    Target reached(Host client, Target target) {
        return astray.getOrDefault(client, target);
    }

    /** Every stream of a process breaks, and both ends hear of it. */
    public void breakAll(VirtualProcess process) {
        List.copyOf(connections.getOrDefault(process, Set.of())).forEach(Connection::breakBoth);
    }

    /** A random stream breaks, and both ends hear of it. */
    public void breakOne() {
        drawn().ifPresent(Connection::breakBoth);
    }

    /** A random stream breaks, and only one of its ends hears of it. */
    public void halfBreakOne() {
        boolean client = random.nextBoolean();
        drawn().ifPresent(connection -> connection.breakOne(client));
    }

    /** A random stream carries nothing for a while, in one direction or both; what was sent comes later. */
    public void stallOne(Duration duration) {
        int which = random.nextInt(3);
        drawn().ifPresent(connection -> connection.stall(which != 0, which != 1, duration));
    }

    private Optional<Connection> drawn() {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<Connection> choice = new ArrayList<>(all);
        return Optional.of(choice.get(random.nextInt(choice.size())));
    }

    long delay() {
        sent++;
        return delays.draw(random);
    }

    long retransmission() {
        return Delays.retransmission(random);
    }

    @Nullable
    Listener listener(Target target) {
        return listeners.get(target);
    }

    void opened(VirtualProcess process, Connection connection) {
        all.add(connection);
        connections
                .computeIfAbsent(process, key -> {
                    process.onEnd(() -> ended(process));
                    return new LinkedHashSet<>();
                })
                .add(connection);
    }

    void closed(VirtualProcess process, Connection connection, boolean both) {
        Set<Connection> open = connections.get(process);
        if (open != null) {
            open.remove(connection);
        }
        if (both) {
            all.remove(connection);
        }
    }

    private void ended(VirtualProcess process) {
        Set<Connection> open = connections.remove(process);
        if (open != null) {
            open.forEach(connection -> connection.processEnded(process));
        }
    }

    /**
     * Someone who serves.
     *
     * @param process whose
     * @param handler what is called
     */
    record Listener(VirtualProcess process, ServerCallHandler<AgentMessage, CoordinatorMessage> handler) {}
}
