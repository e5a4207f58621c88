package dev.heddle.coordinator.engine;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.topology.NodeObservation;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the engine's thread: commands up to a maximum, of each node only the newest observation, and results
 * from the committer, which are few and come first.
 */
final class Inbox {

    /** Commands that may wait; one more is refused. */
    static final int MAX_COMMANDS = 10_000;

    /** Nodes whose observations may wait; one more is dropped, as each is handed in again with a later heartbeat. */
    static final int MAX_NODES = 200_000;

    private final BlockingQueue<Flight.Asked> commands = new LinkedBlockingQueue<>(MAX_COMMANDS);
    private final ConcurrentHashMap<NodeName, NodeObservation> newest = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<NodeName> heard = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Runnable> control = new ConcurrentLinkedQueue<>();
    private final Runnable wake;

    /**
     * An empty one.
     *
     * @param wake called whenever something may be waiting; must return at once
     */
    Inbox(Runnable wake) {
        this.wake = wake;
    }

    /** Adds a command; false if too many wait. */
    boolean offer(Flight.Asked asked) {
        boolean taken = commands.offer(asked);
        if (taken) {
            wake.run();
        }
        return taken;
    }

    /** Keeps the newer of this and what waits of the same node. */
    void observe(NodeObservation observation) {
        boolean[] first = new boolean[1];
        newest.compute(observation.node(), (node, known) -> {
            if (known == null && newest.mappingCount() >= MAX_NODES) {
                return null;
            }
            first[0] = known == null;
            return known == null || !observation.isOlderThan(known) ? observation : known;
        });
        if (first[0]) {
            heard.add(observation.node());
            wake.run();
        }
    }

    /** Runs {@code action} on the engine's thread, before anything else. */
    void control(Runnable action) {
        control.add(action);
        wake.run();
    }

    /** Wakes once more if something is left. */
    void wakeIfWaiting() {
        if (!heard.isEmpty() || !commands.isEmpty() || !control.isEmpty()) {
            wake.run();
        }
    }

    @Nullable
    Runnable pollControl() {
        return control.poll();
    }

    @Nullable
    NodeObservation pollObservation() {
        NodeName node = heard.poll();
        return node == null ? null : newest.remove(node);
    }

    Flight.@Nullable Asked pollCommand() {
        return commands.poll();
    }

    int size() {
        return commands.size() + newest.size();
    }
}
