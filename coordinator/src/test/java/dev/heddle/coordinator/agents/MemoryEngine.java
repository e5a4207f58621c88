package dev.heddle.coordinator.agents;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.engine.port.Members;
import dev.heddle.coordinator.topology.NodeObservation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The engine's side of sessions, in memory: keeps what it is told and tells what a test sets. */
final class MemoryEngine implements EngineView {

    static final ClusterId CLUSTER = new ClusterId("cluster-1");

    final List<NodeObservation> observed = new CopyOnWriteArrayList<>();
    final List<Remark> remarks = new CopyOnWriteArrayList<>();
    final Map<NodeName, NodeObservation> known = new ConcurrentHashMap<>();
    private final Map<NodeName, Desired> desired = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    volatile boolean leading = true;
    volatile Optional<String> elsewhere = Optional.empty();
    volatile List<Members.Replica> replicas = List.of();
    volatile int doubts;

    @Override
    public ClusterId cluster() {
        return CLUSTER;
    }

    @Override
    public String replica() {
        return "replica-1";
    }

    @Override
    public boolean leading() {
        return leading;
    }

    @Override
    public long epoch() {
        return 7;
    }

    @Override
    public Optional<NodeObservation> known(NodeName node) {
        return Optional.ofNullable(known.get(node));
    }

    @Override
    public List<NodeObservation> connectedHere() {
        return known.values().stream().filter(NodeObservation::connected).toList();
    }

    @Override
    public Optional<Desired> desired(NodeName node) {
        return Optional.ofNullable(desired.get(node));
    }

    @Override
    public Optional<String> elsewhere() {
        return elsewhere;
    }

    @Override
    public List<Members.Replica> replicas() {
        return replicas;
    }

    @Override
    public void doubt() {
        doubts++;
    }

    @Override
    public void observe(NodeObservation observation) {
        observed.add(observation);
        known.put(observation.node(), observation);
    }

    @Override
    public void remark(Remark remark) {
        remarks.add(remark);
    }

    @Override
    public Runnable subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Changes what a node should hold and tells the listeners. */
    void order(NodeName node, Desired order) {
        desired.put(node, order);
        changed(node);
    }

    /** Tells the listeners that something about a node changed. */
    void changed(NodeName node) {
        listeners.forEach(listener -> listener.changed(Set.of(node), false));
    }

    /** The whole image was replaced by one that has forgotten every agent. */
    void reload() {
        known.clear();
        observed.clear();
        listeners.forEach(listener -> listener.changed(Set.of(), true));
    }

    /** The last thing heard of a node. */
    Optional<NodeObservation> last(NodeName node) {
        return observed.stream().filter(o -> o.node().equals(node)).reduce((a, b) -> b);
    }
}
