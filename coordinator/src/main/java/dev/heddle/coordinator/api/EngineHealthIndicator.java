package dev.heddle.coordinator.api;

import dev.heddle.coordinator.engine.Engine;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Out of service while this replica leads and its ledger cannot be written. */
@Component("engineHealthIndicator")
class EngineHealthIndicator implements HealthIndicator {

    private final Engine engine;

    EngineHealthIndicator(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Health health() {
        Engine.Status status = engine.status();
        boolean stuck = status.leading() && status.trouble().isPresent();
        Health.Builder health = stuck ? Health.outOfService() : Health.up();
        status.trouble().ifPresent(trouble -> health.withDetail("trouble", trouble));
        return health.withDetail("image", engine.image().version().toString())
                .withDetail("queued", status.queued())
                .withDetail("inFlight", status.inFlight())
                .withDetail("stalenessMs", status.stalenessMillis())
                .build();
    }
}
