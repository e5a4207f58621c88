package dev.heddle.coordinator.replication;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The sessions that a new leader saw while it was a standby. What was said in an older one is stale, whoever still
 * carries it: an agent that went on to the former leader has left its last words with the replica it came from, and in the
 * grid. Bounded by the nodes of an image. Any thread may call.
 */
final class Outlived {

    /** How long that counts; by then, replicas have forgotten what they carry of agents that are not theirs. */
    static final Duration COUNTS = Relay.COMPARISON.multipliedBy(2);

    private final LongSupplier nanos;
    private volatile Seen seen;

    /** Nothing seen yet. */
    Outlived(LongSupplier nanos) {
        this.nanos = nanos;
        this.seen = new Seen(nanos.getAsLong(), Map.of());
    }

    private record Seen(long at, Map<NodeName, Long> sessions) {}

    /** This replica leads now, and showed {@code before} until now. */
    void takeOver(Image before) {
        Map<NodeName, Long> sessions = new HashMap<>();
        before.units().values().forEach(unit -> unit.views().values().forEach(view -> add(sessions, view)));
        before.strangers().values().forEach(view -> add(sessions, view));
        seen = new Seen(nanos.getAsLong(), Map.copyOf(sessions));
    }

    private static void add(Map<NodeName, Long> sessions, NodeView view) {
        sessions.put(view.node(), view.observation().session());
    }

    /** Whether the node had a later session than that of {@code observation}. */
    boolean has(NodeObservation observation) {
        Seen now = seen;
        long later = now.sessions().getOrDefault(observation.node(), 0L);
        return observation.session() < later && nanos.getAsLong() - now.at() < COUNTS.toNanos();
    }
}
