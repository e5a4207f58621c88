package dev.heddle.coordinator.agents;

import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.proto.v1.Accepted;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.contract.proto.v1.Pace;
import dev.heddle.coordinator.topology.NodeObservation;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The sessions of this replica, at most one for each node. What is handed to the engine of one node is in the order
 * of its sessions: once a newer one is registered, nothing of an older one gets through.
 */
final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final AgentProperties limits;
    private final EngineView engine;
    private final AgentMetrics metrics;
    private final SessionNumbers numbers;
    private final Time time;

    private final Map<Long, AgentSession> streams = new ConcurrentHashMap<>();
    private final AtomicLong opened = new AtomicLong();
    private final Map<NodeName, Entry> byNode = new ConcurrentHashMap<>();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final NoteBudget notes;
    private volatile boolean stopping;
    // Only the sweeping thread touches it.
    private long lastSweep;

    /**
     * @param limits named maxima and times
     * @param engine the engine
     * @param metrics meters
     * @param numbers draws session numbers
     * @param time clocks and the threads that pushes run on
     */
    Sessions(AgentProperties limits, EngineView engine, AgentMetrics metrics, SessionNumbers numbers, Time time) {
        this.limits = limits;
        this.engine = engine;
        this.metrics = metrics;
        this.numbers = numbers;
        this.time = time;
        this.notes = new NoteBudget(time.nanos().getAsLong());
        this.lastSweep = time.nanos().getAsLong();
        metrics.show(byNode::size, handshakes::get);
    }

    /**
     * Clocks and threads.
     *
     * @param wall wall clock
     * @param nanos monotonic clock
     * @param executor runs pushes; must not run them on the caller's thread
     */
    record Time(InstantSource wall, LongSupplier nanos, Executor executor) {}

    private record Entry(AgentSession session, NodeObservation opened) {}

    /** A new stream; empty = the agent was asked to come back later. */
    Optional<AgentSession> connect(ServerCallStreamObserver<CoordinatorMessage> out, String peer) {
        Optional<String> full = full();
        if (full.isPresent()) {
            metrics.paced();
            out.onNext(CoordinatorMessage.newBuilder().setPace(pace(full.get())).build());
            out.onCompleted();
            return Optional.empty();
        }
        handshakes.incrementAndGet();
        AgentSession session = new AgentSession(this, out, peer);
        streams.put(session.serial(), session);
        out.setOnReadyHandler(session::requestPush);
        out.setOnCancelHandler(session::cancelled);
        return Optional.of(session);
    }

    private Optional<String> full() {
        if (stopping) {
            return Optional.of("This replica stops.");
        }
        if (streams.size() >= limits.maxSessions()) {
            return Optional.of("This replica has its maximum of " + limits.maxSessions() + " sessions.");
        }
        return handshakes.get() >= limits.maxHandshakes()
                ? Optional.of("Too many agents are connecting at once.")
                : Optional.empty();
    }

    Optional<Closure> judge(Hello hello) {
        return Admission.refusal(hello, engine.cluster(), engine.epoch());
    }

    /** Why what an agent says of its orders cannot be, if it cannot. */
    Optional<Closure> judge(NodeObservation heard) {
        return heard.applied().flatMap(applied -> Admission.refusal(heard.node(), applied.stamp(), engine.epoch()));
    }

    /** Number of the newest session of a node that this replica has heard of, 0 = none. */
    long newest(NodeName node) {
        return engine.known(node).map(NodeObservation::session).orElse(0L);
    }

    Accepted accepted(long session) {
        return Accepted.newBuilder()
                .setSession(session)
                .setHeartbeatIntervalMs(
                        Math.toIntExact(limits.heartbeatInterval().toMillis()))
                .setCoordinator(engine.replica())
                .setClusterId(engine.cluster().value())
                .build();
    }

    Pace pace(String reason) {
        return Pace.newBuilder()
                .setMinDelayMs(Math.toIntExact(limits.paceMin().toMillis()))
                .setMaxDelayMs(Math.toIntExact(limits.paceMax().toMillis()))
                .setReason(reason)
                .build();
    }

    /**
     * Makes a session its node's, and closes the older one. Its number is drawn here, so that what the engine hears of
     * a node is in the order of numbers.
     */
    NodeObservation register(AgentSession session, Hello hello) {
        List<AgentSession> older = new ArrayList<>(1);
        Entry registered = byNode.compute(hello.node(), (node, current) -> {
            if (current != null) {
                older.add(current.session());
            }
            NodeObservation opened = NodeObservation.opened(
                    hello,
                    numbers.next(newest(node)),
                    engine.replica(),
                    time.wall().instant());
            engine.observe(opened);
            return new Entry(session, opened);
        });
        older.forEach(AgentSession::supersede);
        return registered.opened();
    }

    /** Hands an observation to the engine if the session is still its node's. */
    void observe(AgentSession session, NodeObservation observation) {
        byNode.computeIfPresent(observation.node(), (node, current) -> {
            if (current.session() == session) {
                engine.observe(observation);
            }
            return current;
        });
    }

    /** A stream has ended: at once, the node counts as not connected. */
    void forget(AgentSession session, Optional<NodeObservation> last) {
        streams.remove(session.serial());
        last.ifPresent(observation -> byNode.computeIfPresent(observation.node(), (node, current) -> {
            if (current.session() != session) {
                return current;
            }
            // Of agents that are on their way to another replica it says nothing: that one will.
            if (!stopping && !session.sentOn()) {
                engine.observe(observation.closed(time.wall().instant()));
            }
            return null;
        }));
    }

    void closed(EngineView.Remark remark) {
        CloseReason reason = remark.closure().reason();
        metrics.rejected(reason);
        boolean affordable = notes.spend(nanoTime());
        LOG.atLevel(affordable ? Level.INFO : Level.DEBUG)
                .addKeyValue("reason", reason.word())
                .addKeyValue("node", remark.node().map(NodeName::value).orElse(""))
                .addKeyValue("peer", remark.peer())
                .log(remark.closure().message());
        if (reason.remarkable() && affordable) {
            engine.remark(remark);
        }
    }

    /** Desired states may have changed. Returns at once. */
    void changed(Set<NodeName> nodes, boolean all) {
        if (all) {
            byNode.values().forEach(entry -> entry.session().requestAll());
            return;
        }
        for (NodeName node : nodes) {
            Entry entry = byNode.get(node);
            if (entry != null) {
                entry.session().requestPush();
            }
        }
    }

    /**
     * Closes sessions that are overdue. A sweep that comes late itself, because this process stood still, closes
     * none: what agents sent meanwhile is still to be read.
     */
    void sweep() {
        long now = nanoTime();
        boolean late = now - lastSweep > limits.heartbeatInterval().toNanos();
        lastSweep = now;
        if (!late) {
            streams.values().forEach(stream -> stream.overdue(now, limits).ifPresent(stream::close));
        }
    }

    /**
     * Says again of every agent that the image takes to be connected here, and is not, that it is gone: the word may
     * have been lost on its way to the leader.
     */
    void buryGhosts() {
        for (NodeObservation ghost : stopping ? List.<NodeObservation>of() : engine.connectedHere()) {
            byNode.compute(ghost.node(), (node, current) -> {
                if (current == null) {
                    engine.observe(ghost.closed(time.wall().instant()));
                }
                return current;
            });
        }
    }

    /** Sends every agent away, and every one that still comes. */
    void stop() {
        stopping = true;
        streams.values().forEach(stream -> stream.sendAway("This replica stops."));
    }

    void handshakeOver() {
        handshakes.decrementAndGet();
    }

    int size() {
        return byNode.size();
    }

    /** The streams, the one that was opened last first. */
    List<AgentSession> newestFirst() {
        return streams.values().stream()
                .sorted(Comparator.comparingLong(AgentSession::serial).reversed())
                .toList();
    }

    long nextSerial() {
        return opened.incrementAndGet();
    }

    int handshakes() {
        return handshakes.get();
    }

    EngineView engine() {
        return engine;
    }

    AgentMetrics metrics() {
        return metrics;
    }

    Executor executor() {
        return time.executor();
    }

    long nanoTime() {
        return time.nanos().getAsLong();
    }

    Logger log() {
        return LOG;
    }
}
