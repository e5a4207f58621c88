package dev.heddle.coordinator.replication;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.engine.port.ObservationRelay;
import dev.heddle.coordinator.topology.NodeObservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this replica's own agents said last, of each node only the newest. Whoever leads is told, and told again when
 * another one leads. Bounded by the number of nodes whose agents are connected here, and by {@link #MAX_NODES}. Any
 * thread may call.
 */
final class Hearsay implements ObservationRelay {

    /** Nodes kept, while no leader can be told; of one more nothing is kept until its agent speaks again. */
    static final int MAX_NODES = 200_000;

    private final ConcurrentHashMap<NodeName, NodeObservation> newest = new ConcurrentHashMap<>();
    // Nodes of which the present leader must still be told. Changed only while the node's entry is computed.
    private final Set<NodeName> untold = ConcurrentHashMap.newKeySet();
    private final Wakeup news;

    /** Nothing heard yet; {@code news} is set off when something is. */
    Hearsay(Wakeup news) {
        this.news = news;
    }

    /** Set off when something is heard. */
    Wakeup news() {
        return news;
    }

    @Override
    public void relay(NodeObservation observation) {
        keep(observation, false);
        news.set();
    }

    /** What this replica, as leader, has taken in itself; news for the next leader only. */
    void known(NodeObservation observation) {
        keep(observation, true);
    }

    private void keep(NodeObservation observation, boolean told) {
        newest.compute(observation.node(), (node, known) -> {
            boolean older = known != null && observation.isOlderThan(known);
            if (known == null && newest.mappingCount() >= MAX_NODES) {
                return null;
            }
            return older ? known : marked(observation, told);
        });
    }

    private NodeObservation marked(NodeObservation observation, boolean told) {
        if (told) {
            untold.remove(observation.node());
        } else {
            untold.add(observation.node());
        }
        return observation;
    }

    private @Nullable NodeObservation forgotten(NodeName node) {
        untold.remove(node);
        return null;
    }

    /** Another replica leads, or may have lost what it was told. */
    void tellAgain() {
        newest.keySet().forEach(node -> newest.computeIfPresent(node, (name, said) -> marked(said, false)));
    }

    /** What the leader must still be told. */
    List<NodeObservation> untold() {
        List<NodeObservation> words = new ArrayList<>();
        for (NodeName node : untold) {
            of(node).ifPresent(words::add);
        }
        return words;
    }

    /** The leader was told. A closed session has nothing more to say. */
    void told(NodeObservation observation) {
        newest.computeIfPresent(observation.node(), (node, said) -> {
            if (!said.equals(observation)) {
                return said;
            }
            return observation.connected() ? marked(observation, true) : forgotten(node);
        });
    }

    /** A node's agent is connected to another replica now. */
    void elsewhere(NodeName node, long session) {
        newest.computeIfPresent(node, (name, said) -> said.session() < session ? forgotten(name) : said);
    }

    /** What has been told, of nodes whose sessions are open. */
    List<NodeObservation> open() {
        return newest.values().stream().filter(NodeObservation::connected).toList();
    }

    /** The newest of a node. */
    Optional<NodeObservation> of(NodeName node) {
        return Optional.ofNullable(newest.get(node));
    }
}
