package dev.heddle.coordinator.replication;

import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.engine.port.Leadership;
import dev.heddle.coordinator.engine.port.Members;
import dev.heddle.coordinator.engine.port.ObservationRelay;
import dev.heddle.coordinator.engine.port.RecordCodec;
import dev.heddle.coordinator.engine.port.StandbyFeed;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Replication without threads and on any grid: whoever holds it has it take its turns when it asks for them, and from
 * time to time. Used by one thread.
 */
public final class SteppedReplication implements AutoCloseable {

    private final Clocks clocks;
    private final Hearsay hearsay;
    private final Wakeup changes;
    private Replication.@Nullable Parts started;
    private @Nullable ReplicationTurns turns;
    private @Nullable Runnable subscription;

    /**
     * Not started yet.
     *
     * @param clocks its clocks
     * @param wake who gives it turns
     */
    public SteppedReplication(Clocks clocks, Wake wake) {
        this.clocks = clocks;
        this.hearsay = new Hearsay(new Wakeup(wake.relay()));
        this.changes = new Wakeup(wake.images());
    }

    /**
     * Clocks of one replica.
     *
     * @param wall the time, for stamps that people see
     * @param nanos monotonic clock
     */
    public record Clocks(InstantSource wall, LongSupplier nanos) {}

    /**
     * How turns are asked for; both must return at once.
     *
     * @param relay asks for {@link SteppedReplication#relayTurn}
     * @param images asks for {@link SteppedReplication#imagesTurn}
     */
    public record Wake(Runnable relay, Runnable images) {}

    /**
     * This replica as replication sees it.
     *
     * @param engine its engine
     * @param feed the same engine's ear as a standby
     * @param leadership who leads
     * @param codec writes ledger records
     * @param grpcAddress where agents reach it, {@code host:port}
     */
    public record Replica(
            Engine engine, StandbyFeed feed, Leadership leadership, RecordCodec codec, String grpcAddress) {}

    /** What this replica's agents say goes this way while another one leads. */
    public ObservationRelay relay() {
        return hearsay;
    }

    /** Begins to replicate. */
    public void start(Replica replica, Grid grid) {
        Engine engine = replica.engine();
        String name = engine.status().replica();
        Bodies bodies = new Bodies(replica.codec());
        Replication.Parts parts = new Replication.Parts(
                engine,
                replica.leadership(),
                new Publisher(bodies, name),
                new Follower(name, engine.image().cluster(), bodies, replica.feed(), clocks.nanos()),
                hearsay,
                new Relay(engine, hearsay, clocks.nanos(), clocks.wall()),
                new ReplicaBoard(
                        engine,
                        new OnlyForAgents(replica.grpcAddress()),
                        () -> hearsay.open().size(),
                        clocks.wall().millis()));
        ReplicationTurns taking = new ReplicationTurns(parts, clocks.nanos(), changes);
        started = parts;
        turns = taking;
        grid.listen(taking);
        taking.joined(grid);
        subscription = engine.subscribe(taking::changed);
    }

    /** The replicas, as far as this one has heard of them. */
    public List<Members.Replica> members() {
        return started == null ? List.of() : started.board().replicas();
    }

    /** An agent has proved this standby's picture old. */
    public void doubt() {
        if (started != null) {
            started.follower().doubt();
        }
    }

    /** Whether the grid has not worked for so long that its member had better be started anew; asking forgets it. */
    public boolean stuck() {
        return turns != null && (turns.imagesStuck() | turns.relayStuck());
    }

    /** Another member of the grid is used from now on. */
    public void rejoin(Grid grid) {
        if (turns != null) {
            grid.listen(turns);
            turns.joined(grid);
        }
    }

    /** There is no grid for now. */
    public void leave() {
        if (turns != null) {
            turns.left();
        }
    }

    /** Takes images to the grid, or from it. */
    public void imagesTurn() {
        if (turns != null) {
            turns.images();
        }
    }

    /** Takes agents' words to whoever leads. */
    public void relayTurn() {
        if (turns != null) {
            turns.relay();
        }
    }

    @Override
    public void close() {
        if (subscription != null) {
            subscription.run();
        }
    }

    /** Nobody asks it over REST. */
    private record OnlyForAgents(String address) implements ReplicaBoard.Addresses {

        @Override
        public Optional<String> rest() {
            return Optional.empty();
        }

        @Override
        public Optional<String> grpc() {
            return Optional.of(address);
        }
    }
}
