package dev.heddle.coordinator.replication;

import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.engine.port.Leadership;
import dev.heddle.coordinator.engine.port.RecordCodec;
import dev.heddle.coordinator.engine.port.StandbyFeed;
import dev.heddle.coordinator.engine.port.StandbyPicture;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Replication of this replica. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReplicationSettings.class)
class ReplicationConfiguration {

    private static final LongSupplier NANOS = System::nanoTime;

    /** Needs nothing: the engine is made with it. */
    @Bean
    Hearsay hearsay() {
        return new Hearsay(new Wakeup());
    }

    @Bean
    ReplicaBoard replicaBoard(Engine engine, Hearsay hearsay, Environment environment) {
        return new ReplicaBoard(
                engine,
                new EnvironmentAddresses(environment),
                () -> hearsay.open().size(),
                InstantSource.system().millis());
    }

    @Bean
    ReplicationLifecycle replicationLifecycle(ReplicationSettings settings, Replication.Parts parts) {
        String replica = parts.engine().status().replica();
        return new ReplicationLifecycle(
                new Replication(parts, () -> HazelcastGrid.open(settings, replica), NANOS), settings.several());
    }

    @Bean
    GridHealthIndicator gridHealthIndicator(ReplicationSettings settings, ReplicaBoard board) {
        return new GridHealthIndicator(board, Math.max(1, settings.members().size()));
    }

    @Bean
    StandbyPicture standbyPicture(Replication.Parts parts) {
        return parts.follower();
    }

    @Bean
    Replication.Parts replicationParts(
            Engine engine,
            StandbyFeed feed,
            Leadership leadership,
            RecordCodec codec,
            ReplicaBoard board,
            Hearsay hearsay) {
        String replica = engine.status().replica();
        Bodies bodies = new Bodies(codec);
        return new Replication.Parts(
                engine,
                leadership,
                new Publisher(bodies, replica),
                new Follower(replica, engine.image().cluster(), bodies, feed, NANOS),
                hearsay,
                new Relay(engine, hearsay, NANOS, InstantSource.system()),
                board);
    }
}
