package dev.heddle.coordinator;

import dev.heddle.coordinator.allocation.Decider;
import dev.heddle.coordinator.allocation.Rules;
import dev.heddle.coordinator.engine.EngineLoop;
import dev.heddle.coordinator.engine.EngineSettings;
import dev.heddle.coordinator.engine.EngineTurns;
import dev.heddle.coordinator.engine.Reigns;
import dev.heddle.coordinator.engine.port.Leadership;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.ObservationRelay;
import dev.heddle.coordinator.engine.port.RecordCodec;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the engine together with its ports. */
@Configuration(proxyBeanMethods = false)
class CoordinatorConfiguration {

    @Bean
    Reigns reigns(Ledger ledger, RecordCodec codec) {
        return new Reigns(ledger, codec);
    }

    @Bean(destroyMethod = "")
    EngineLoop engine(
            @Value("${heddle.replica-name}") String replica,
            Rules rules,
            Reigns reigns,
            Leadership leadership,
            ObjectProvider<ObservationRelay> relay) {
        ObservationRelay orDropped = observation -> relay.ifAvailable(there -> there.relay(observation));
        return new EngineLoop(
                EngineSettings.of(replica),
                new EngineTurns.Parts(new Decider(rules), reigns, leadership, orDropped),
                InstantSource.system(),
                () -> UUID.randomUUID().toString());
    }

    /** The engine runs before the servers take requests and until after they have stopped. */
    @Bean
    SmartLifecycle engineLifecycle(EngineLoop engine) {
        return new SmartLifecycle() {
            private volatile boolean running;

            @Override
            public void start() {
                engine.start();
                running = true;
            }

            @Override
            public void stop() {
                engine.close();
                running = false;
            }

            @Override
            public boolean isRunning() {
                return running;
            }

            @Override
            public int getPhase() {
                return 0;
            }
        };
    }
}
