package dev.heddle.coordinator.replication;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a new leader saw of its nodes while it was a standby. What is older is stale, whoever still carries it: an agent that
 * went on to the former leader has left its last words with the replica it came from, and in the grid; and a member that
 * died took words of the grid with it that were written a moment before. Bounded by the nodes of an image. Any thread may
 * call.
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

    private record Seen(long at, Map<NodeName, NodeObservation> last) {}

    /** This replica leads now, and showed {@code before} until now. */
    void takeOver(Image before) {
        Map<NodeName, NodeObservation> last = new HashMap<>();
        before.units().values().forEach(unit -> unit.views().values().forEach(view -> add(last, view)));
        before.strangers().values().forEach(view -> add(last, view));
        seen = new Seen(nanos.getAsLong(), Map.copyOf(last));
    }

    private static void add(Map<NodeName, NodeObservation> last, NodeView view) {
        last.put(view.node(), view.observation());
    }

    /** Whether the node has said more since. */
    boolean hasNewerThan(NodeObservation observation) {
        return last(observation).filter(observation::isOlderThan).isPresent();
    }

    /** Whether the node had a later session. */
    boolean hasLaterSessionThan(NodeObservation observation) {
        return last(observation)
                .filter(later -> later.session() > observation.session())
                .isPresent();
    }

    private Optional<NodeObservation> last(NodeObservation observation) {
        Seen now = seen;
        return nanos.getAsLong() - now.at() < COUNTS.toNanos()
                ? Optional.ofNullable(now.last().get(observation.node()))
                : Optional.empty();
    }
}
