package dev.heddle.sim.cluster;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Context;
import dev.heddle.coordinator.allocation.Decider;
import dev.heddle.coordinator.allocation.Decision;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Rules;
import dev.heddle.coordinator.engine.EngineTurns;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.lifecycle.Lifecycles;
import dev.heddle.sim.plant.Profile;
import dev.heddle.sim.plant.Profiles;
import dev.heddle.sim.virtual.Delays;
import dev.heddle.sim.virtual.VirtualFleet;
import dev.heddle.sim.virtual.VirtualNetwork;
import dev.heddle.sim.virtual.VirtualProcess;
import dev.heddle.sim.virtual.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Three coordinators, their ledger and grid, and the agents of some racks, under virtual time. */
public final class Cluster {

    private static final List<String> NAMES = List.of("coordinator-1", "coordinator-2", "coordinator-3");

    private final VirtualTime time;
    private final VirtualNetwork network;
    private final LedgerStore store;
    private final SharedGrid grid;
    private final Rules rules;
    private final List<Replica> replicas;
    private final VirtualFleet fleet;
    private final Stranger stranger = new Stranger(this);
    private final List<Watcher> watchers = new ArrayList<>();
    private long decisions;

    /**
     * A cluster that is not started.
     *
     * @param racks how many racks of 18 nodes
     */
    public Cluster(VirtualTime time, int racks) {
        this.time = time;
        this.network = new VirtualNetwork(time, Delays.DATA_CENTRE);
        this.store = new LedgerStore(time);
        this.grid = new SharedGrid(network, what -> watchers.forEach(watcher -> watcher.gridWentBack(what)));
        this.rules = new Rules(
                Lifecycles.computeDomains(),
                Lifecycles.domains(),
                Rules.DEFAULT_PATIENCE,
                Rules.DEFAULT_MAX_COMPUTE_DOMAINS);
        this.replicas = NAMES.stream().map(name -> new Replica(this, name)).toList();
        this.fleet = new VirtualFleet(
                network,
                profile(),
                racks,
                replicas.stream().map(Replica::target).toList());
        store.watch(new LedgerStore.Watcher() {
            @Override
            public void written(RecordKey key, Optional<Object> before, Optional<Object> after, long epoch) {
                watchers.forEach(watcher -> watcher.written(key, before, after, epoch));
            }

            @Override
            public void restored() {
                watchers.forEach(Watcher::restored);
            }
        });
    }

    private static Profile profile() {
        try {
            return Profiles.builtIn(Profiles.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sees what happens. */
    public interface Watcher {

        /**
         * A record of the ledger changed.
         *
         * @param before what it was: a record of a unit or of a ComputeDomain; empty = it was not there
         * @param after what it is
         * @param epoch the writer's epoch
         */
        default void written(RecordKey key, Optional<Object> before, Optional<Object> after, long epoch) {}

        /** A replica decided something. */
        default void decided(Decided decided) {}

        /** Deciding failed: a mistake in the code. */
        default void failed(Replica replica, Command command, RuntimeException cause) {}

        /** The grid took an older word for a newer one. */
        default void gridWentBack(String what) {}

        /** The ledger's database was restored from a backup. */
        default void restored() {}
    }

    /**
     * A decision.
     *
     * @param replica who decided
     * @param image what it decided on
     * @param command what was asked
     * @param decision what came of it
     * @param inFlight what was decided before and is not known to be in the ledger, oldest first
     * @param now when, by the replica's clock
     * @param ids ids that it drew
     */
    public record Decided(
            Replica replica,
            Image image,
            Command command,
            Decision decision,
            List<Event.Durable> inFlight,
            Instant now,
            List<String> ids) {

        /** The epoch it decided under. */
        public long epoch() {
            return image.version().epoch();
        }

        /** The same context once more. */
        public Context context() {
            Iterator<String> again = ids.iterator();
            return new Context(now, () -> again.hasNext() ? again.next() : "no such id");
        }
    }

    /** Starts every process. */
    public void start() {
        grid.start();
        replicas.forEach(Replica::start);
        fleet.start();
    }

    /**
     * Lets the next event happen.
     *
     * @return whether there was one
     */
    public boolean step() {
        return time.step();
    }

    /** Its time. */
    public VirtualTime time() {
        return time;
    }

    /** Its network. */
    public VirtualNetwork network() {
        return network;
    }

    /** Its nodes. */
    public VirtualFleet fleet() {
        return fleet;
    }

    /** Its ledger. */
    public LedgerStore store() {
        return store;
    }

    /** What its replicas share beside the ledger. */
    public SharedGrid grid() {
        return grid;
    }

    /** Its id, which its ledger holds. */
    public ClusterId id() {
        return store.cluster();
    }

    /** The coordinator of another cluster, on the same network. */
    public Stranger stranger() {
        return stranger;
    }

    /** What decisions follow. */
    public Rules rules() {
        return rules;
    }

    /** Its coordinators. */
    public List<Replica> replicas() {
        return replicas;
    }

    /** The replica that leads under the ledger's epoch. */
    public Optional<Replica> leader() {
        return replicas.stream()
                .filter(replica -> replica.status()
                        .filter(status -> status.leading() && status.epoch() == store.epoch())
                        .isPresent())
                .findFirst();
    }

    /** Decisions so far. */
    public long decisions() {
        return decisions;
    }

    /** Has someone look at what happens. */
    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    Life.Around around(Replica replica, VirtualProcess process, Runnable die) {
        WatchedDecider decider = new WatchedDecider(new Decider(rules), new WatchedDecider.Look() {
            @Override
            public void decided(Image image, Command command, WatchedDecider.Drawn drawn, Decision decision) {
                Cluster.this.decided(replica, image, command, drawn, decision);
            }

            @Override
            public void failed(Command command, RuntimeException cause) {
                watchers.forEach(watcher -> watcher.failed(replica, command, cause));
            }
        });
        return new Life.Around(process, network, store, grid, decider, die);
    }

    private void decided(Replica replica, Image image, Command command, WatchedDecider.Drawn drawn, Decision decision) {
        decisions++;
        List<Event.Durable> inFlight =
                replica.engine().map(EngineTurns::inFlight).orElse(List.of());
        Decided decided = new Decided(replica, image, command, decision, inFlight, drawn.now(), drawn.ids());
        watchers.forEach(watcher -> watcher.decided(decided));
    }
}
