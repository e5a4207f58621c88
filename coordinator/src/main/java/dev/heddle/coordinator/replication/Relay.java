package dev.heddle.coordinator.replication;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.topology.NodeObservation;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the leader what this replica's agents say, and, on the leader, takes in what other replicas' agents say.
 * {@link #said} may be called from any thread, the rest by one.
 */
final class Relay {

    /** How often the image is compared with what this replica's agents said. */
    static final Duration COMPARISON = Duration.ofSeconds(10);

    /** How long agents of a lost replica have to connect to another one before they count as silent. */
    static final Duration LOST_REPLICA = Duration.ofSeconds(4);

    /** How long a closed session is news. */
    private static final long CLOSED_SECONDS = 60;

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final Engine engine;
    private final Hearsay hearsay;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private final Outlived outlived;
    private final Map<String, Long> missingSince = new HashMap<>();

    private Set<String> aliveBefore = Set.of();
    private String told = "";
    // Whether what others' agents said to a former leader is still to be read.
    private boolean unread;
    private long comparedAt;

    /**
     * @param engine this replica's engine
     * @param hearsay what its agents said
     * @param nanos monotonic clock
     * @param wall the time, for stamps that people see
     */
    Relay(Engine engine, Hearsay hearsay, LongSupplier nanos, InstantSource wall) {
        this.engine = engine;
        this.hearsay = hearsay;
        this.nanos = nanos;
        this.wall = wall;
        this.outlived = new Outlived(nanos);
        this.comparedAt = nanos.getAsLong();
    }

    /**
     * Tells whoever leads.
     *
     * @param grid way to other replicas, if there is one
     * @param leader name of the leader with its epoch; another value means that everything is told again
     */
    void turn(Optional<Grid> grid, String leader) {
        boolean leading = engine.status().leading();
        if (!leader.equals(told)) {
            hearsay.tellAgain();
            told = leader;
            unread = true;
        }
        if (leading) {
            hearsay.untold().forEach(this::tellSelf);
            grid.ifPresent(this::lead);
        } else {
            missingSince.clear();
            grid.ifPresent(this::tell);
        }
    }

    private void tellSelf(NodeObservation observation) {
        if (outlived.hasLaterSessionThan(observation)) {
            hearsay.elsewhere(observation.node(), observation.session() + 1);
            return;
        }
        engine.observe(observation);
        hearsay.told(observation);
    }

    private void tell(Grid grid) {
        compare();
        Pipeline writes = new Pipeline();
        hearsay.untold().forEach(observation -> tell(grid, observation, writes));
        writes.finish();
    }

    /** A part of the grid that does not answer is in the way of its own nodes only. */
    private void tell(Grid grid, NodeObservation observation, Pipeline writes) {
        // Of two words of a session the one that was said later stands, whichever replica carries it.
        ImageVersion version = new ImageVersion(observation.session(), observation.words());
        Cell cell = Cell.of(version, Bodies.observation(observation));
        long ttlSeconds = observation.connected() ? 0 : CLOSED_SECONDS;
        writes.add(grid.putSaid(observation.node().value(), cell, ttlSeconds), standing -> hearsay.told(observation));
    }

    /** What the image shows of this replica's agents must in the end be what they said; otherwise it got lost. */
    private void compare() {
        if (nanos.getAsLong() - comparedAt < COMPARISON.toNanos()) {
            return;
        }
        comparedAt = nanos.getAsLong();
        Image image = engine.image();
        for (NodeObservation own : hearsay.open()) {
            Optional<NodeObservation> shown = image.view(own.node()).map(NodeView::observation);
            if (shown.isPresent() && shown.get().session() > own.session()) {
                hearsay.elsewhere(own.node(), shown.get().session());
            } else if (shown.isEmpty() || !shown.get().equals(own)) {
                hearsay.relay(own);
            }
        }
    }

    private void lead(Grid grid) {
        boolean another = unread;
        if (another) {
            grid.said().forEach(this::said);
            unread = false;
        }
        Set<String> alive = grid.alive();
        missingSince.keySet().removeAll(alive);
        boolean due = nanos.getAsLong() - comparedAt >= COMPARISON.toNanos();
        if (another || due || !alive.equals(aliveBefore) || !missingSince.isEmpty()) {
            comparedAt = nanos.getAsLong();
            aliveBefore = alive;
            buryLost(alive);
        }
    }

    private void buryLost(Set<String> alive) {
        engine.image().units().forEach(unit -> unit.value().views().values().forEach(view -> check(view, alive)));
        engine.image().strangers().forEach(stranger -> check(stranger.value(), alive));
    }

    /** A replica that is gone will never say that its sessions are. */
    private void check(NodeView view, Set<String> alive) {
        NodeObservation observation = view.observation();
        String replica = observation.replica();
        if (!observation.connected() || alive.contains(replica)) {
            return;
        }
        long since = missingSince.computeIfAbsent(replica, name -> nanos.getAsLong());
        if (nanos.getAsLong() - since > LOST_REPLICA.toNanos()) {
            engine.observe(observation.closed(wall.instant()));
        }
    }

    /** Another replica's agent said something. Of interest to the leader alone. */
    void said(Cell cell) {
        if (!engine.status().leading()) {
            return;
        }
        try {
            NodeObservation observation = Bodies.observation(cell.body());
            boolean own = observation.replica().equals(engine.status().replica());
            if (!own && !outlived.hasNewerThan(observation)) {
                hearsay.elsewhere(observation.node(), observation.session());
                engine.observe(observation);
            }
        } catch (IOException e) {
            LOG.error("What another replica's agent said cannot be read", e);
        }
    }

    /** The leader's image changed: what it shows of this replica's own agents is what they said. */
    void changed(Engine.Change change, Set<NodeName> nodes) {
        if (change.reloaded()) {
            outlived.takeOver(change.before());
        }
        String here = engine.status().replica();
        for (NodeName node : nodes) {
            change.after().view(node).map(NodeView::observation).ifPresent(observation -> {
                if (observation.replica().equals(here)) {
                    keep(observation);
                } else {
                    hearsay.elsewhere(node, observation.session());
                }
            });
        }
    }

    private void keep(NodeObservation observation) {
        if (observation.connected()) {
            hearsay.known(observation);
        } else {
            hearsay.told(observation);
        }
    }
}
