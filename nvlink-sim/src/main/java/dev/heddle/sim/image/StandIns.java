package dev.heddle.sim.image;

import dev.heddle.contract.model.AgentInstance;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.HeldState;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import dev.heddle.coordinator.allocation.DesiredState;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.topology.NodeObservation;
import dev.heddle.sim.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Says to the engine what the agent of every node of a world would say.
 *
 * <p>Goal: the image of thousands of racks with what the simulator's hardware reports, on a small machine. Constraint:
 * no process, stream, folder or thread per node. Algorithm: one thread takes the nodes that something has changed for,
 * each once however often it was named, reads the node's report and its orders, and says what differs from its last
 * word. Orders are carried out by saying so: what a real agent does to a machine is left out.
 */
final class StandIns implements AutoCloseable {

    /** No replica is called so: none takes these nodes for agents that are connected to it. */
    private static final String REPLICA = "simulated-image";

    private static final String VERSION = "simulated";
    private static final AgentInstance INSTANCE = new AgentInstance("stand-in");

    private final Engine engine;
    private final World world;
    /** What each node has said last; only the one thread touches it. */
    private final Map<NodeName, NodeObservation> said = new HashMap<>();
    /** Nodes that wait for their turn, each at most once. */
    private final Set<NodeName> due = ConcurrentHashMap.newKeySet();

    /** Nodes whose last word a new leader has not heard. */
    private final Set<NodeName> unheard = ConcurrentHashMap.newKeySet();

    private final BlockingQueue<NodeName> turns = new LinkedBlockingQueue<>();
    private final Thread thread =
            Thread.ofPlatform().name("stand-ins").daemon(true).unstarted(this::run);
    private volatile boolean obeying;
    private Runnable unsubscribe = () -> {};

    /** Nobody speaks yet. */
    StandIns(Engine engine, World world) {
        this.engine = engine;
        this.world = world;
    }

    /** Every node reports, in order of racks. */
    void connect() {
        thread.start();
        unsubscribe = engine.subscribe(this::changed);
        world.plant().nodes().forEach(node -> {
            world.onChange(node, () -> look(node));
            look(node);
        });
    }

    /** From now on nodes carry out their orders, and follow them. */
    void obey() {
        obeying = true;
        world.plant().nodes().forEach(this::look);
    }

    private void changed(Engine.Change change) {
        if (change.reloaded()) {
            unheard.addAll(world.plant().nodes());
            world.plant().nodes().forEach(this::look);
        } else if (obeying) {
            change.nodes().forEach(this::look);
        }
    }

    /** Whether everyone has said everything and the engine has heard it. */
    boolean settled() {
        Engine.Status status = engine.status();
        return due.isEmpty() && status.leading() && status.queued() == 0 && status.inFlight() == 0;
    }

    private void look(NodeName node) {
        if (due.add(node)) {
            turns.add(node);
        }
    }

    private void run() {
        try {
            while (true) {
                NodeName node = turns.take();
                due.remove(node);
                speak(node);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void speak(NodeName node) {
        NodeObservation before = said.get(node);
        NodeObservation now = world.agentRuns(node)
                ? world.report(node).map(report -> spoken(node, before, report)).orElse(before)
                : silent(before);
        boolean repeat = unheard.remove(node);
        if (now != null && (repeat || !saysTheSame(now, before))) {
            said.put(node, now);
            engine.observe(now);
        }
    }

    private static boolean saysTheSame(NodeObservation now, @Nullable NodeObservation before) {
        return before != null
                && now.session() == before.session()
                && now.connected() == before.connected()
                && now.report().equals(before.report())
                && now.applied().equals(before.applied());
    }

    private static @Nullable NodeObservation silent(@Nullable NodeObservation before) {
        return before == null || !before.connected() ? before : before.closed(Instant.now());
    }

    private NodeObservation spoken(NodeName node, @Nullable NodeObservation before, NodeReport report) {
        BootId boot = world.boot(node);
        NodeObservation heard = Optional.ofNullable(before)
                .filter(known -> known.connected() && known.boot().equals(boot))
                .orElseGet(() -> opened(node, boot, Optional.ofNullable(before)))
                .withReport(report);
        if (!obeying) {
            return heard;
        }
        return DesiredState.of(engine.image(), node)
                .map(desired -> heard.withApplied(applied(node, desired)))
                .orElseGet(() -> heard.applied().isPresent() ? heard : heard.withApplied(atStart(boot, before)));
    }

    /** A node is told nothing before it has said what it holds: nothing, at its first start and after a reboot. */
    private static Applied atStart(BootId boot, @Nullable NodeObservation before) {
        Optional<Stamp> persisted =
                Optional.ofNullable(before).flatMap(NodeObservation::applied).map(Applied::stamp);
        return new Applied(
                persisted.orElse(Stamp.NONE),
                boot,
                INSTANCE,
                persisted.isPresent() ? RecordState.INTACT : RecordState.AMNESIA,
                List.of(),
                Optional.empty());
    }

    private NodeObservation opened(NodeName node, BootId boot, Optional<NodeObservation> before) {
        Optional<Stamp> persisted = before.flatMap(NodeObservation::applied).map(Applied::stamp);
        Hello hello = new Hello(
                node,
                boot,
                INSTANCE,
                VERSION,
                1,
                persisted.map(stamp -> engine.image().cluster()),
                persisted.map(Stamp::epoch).orElse(0L),
                persisted.map(Stamp::generation).orElse(0L),
                world.plant().tray(node).orElseThrow().address());
        long session = before.map(NodeObservation::session).orElse(0L) + 1;
        return NodeObservation.opened(hello, session, REPLICA, Instant.now());
    }

    private Applied applied(NodeName node, Desired desired) {
        if (!desired.grants().isEmpty()) {
            join(node, desired);
        }
        List<HeldGrant> held = desired.grants().stream()
                .map(grant ->
                        new HeldGrant(grant.computeDomain(), grant.channel(), grant.gpus(), HeldState.APPLIED, ""))
                .toList();
        return new Applied(desired.stamp(), desired.boot(), INSTANCE, RecordState.INTACT, held, Optional.empty());
    }

    /** The node's IMEX daemon joins its mesh. Only nodes that hold something do: the lists of the others cost much and say nothing. */
    private void join(NodeName node, Desired desired) {
        try {
            world.imexNodes(node, desired.imexNodes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        unsubscribe.run();
        thread.interrupt();
    }
}
