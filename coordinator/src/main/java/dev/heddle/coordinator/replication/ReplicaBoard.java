package dev.heddle.coordinator.replication;

import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.engine.port.Members;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replicas: each says once a second how it is doing, and is up while its member is in the grid. */
final class ReplicaBoard implements Members {

    /** Replicas remembered, those that are gone included. */
    static final int MAX_REPLICAS = 64;

    private static final long TTL_SECONDS = 15;
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaBoard.class);

    private final Engine engine;
    private final Addresses addresses;
    private final IntSupplier sessions;
    private final long started;

    private volatile Map<String, Replica> others = Map.of();
    private long sequence;

    /**
     * @param engine this replica's engine
     * @param addresses where this replica is reached
     * @param sessions counts the agents connected to it
     * @param started a number above that of every earlier start of it
     */
    ReplicaBoard(Engine engine, Addresses addresses, IntSupplier sessions, long started) {
        this.engine = engine;
        this.addresses = addresses;
        this.sessions = sessions;
        this.started = started;
    }

    /** Where a replica is reached; asked for each time, as ports are known only after the start. */
    interface Addresses {

        /** {@code http://host:port}. */
        Optional<String> rest();

        /** {@code host:port}. */
        Optional<String> grpc();
    }

    @Override
    public List<Replica> replicas() {
        SortedMap<String, Replica> all = new TreeMap<>(others);
        Replica self = self();
        all.put(self.name(), self);
        return List.copyOf(all.values());
    }

    private Replica self() {
        Engine.Status status = engine.status();
        return new Replica(
                status.replica(),
                status.leading(),
                addresses.rest(),
                addresses.grpc(),
                status.epoch(),
                engine.image().version(),
                sessions.getAsInt(),
                status.stalenessMillis(),
                true);
    }

    /** Says how this replica is doing and hears of the others. */
    void turn(Grid grid) {
        Replica self = self();
        grid.putReplica(self.name(), Cell.of(new ImageVersion(started, ++sequence), bytes(self)), TTL_SECONDS);
        Set<String> alive = grid.alive();
        SortedMap<String, Replica> seen = new TreeMap<>(others);
        seen.replaceAll((name, replica) -> alive.contains(name) ? replica : down(replica));
        for (Map.Entry<String, Cell> entry : grid.replicas()) {
            try {
                Replica replica = replica(entry.getKey(), entry.getValue().body());
                seen.put(replica.name(), alive.contains(replica.name()) ? replica : down(replica));
            } catch (IOException e) {
                LOG.atError().addKeyValue("replica", entry.getKey()).setCause(e).log("A replica's word is unreadable");
            }
        }
        while (seen.size() > MAX_REPLICAS) {
            seen.remove(seen.firstKey());
        }
        others = Map.copyOf(seen);
    }

    private static Replica down(Replica replica) {
        return new Replica(
                replica.name(),
                false,
                replica.restAddress(),
                replica.grpcAddress(),
                replica.epoch(),
                replica.imageVersion(),
                0,
                replica.stalenessMillis(),
                false);
    }

    private static byte[] bytes(Replica replica) {
        return Fields.write(out -> {
            out.writeBoolean(replica.leading());
            Fields.text(out, replica.restAddress().orElse(""));
            Fields.text(out, replica.grpcAddress().orElse(""));
            out.writeLong(replica.epoch());
            out.writeLong(replica.imageVersion().epoch());
            out.writeLong(replica.imageVersion().sequence());
            out.writeInt(replica.agentSessions());
            out.writeLong(replica.stalenessMillis());
        });
    }

    private static Replica replica(String name, byte[] body) throws IOException {
        return Fields.read(
                body,
                in -> new Replica(
                        name,
                        in.readBoolean(),
                        address(in),
                        address(in),
                        in.readLong(),
                        new ImageVersion(in.readLong(), in.readLong()),
                        in.readInt(),
                        in.readLong(),
                        true));
    }

    private static Optional<String> address(DataInputStream in) throws IOException {
        return Optional.of(Fields.text(in)).filter(text -> !text.isEmpty());
    }
}
