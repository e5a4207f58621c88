package dev.heddle.coordinator.api;

import dev.heddle.coordinator.engine.Engine;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** UP on the replica that leads, out of service on the others. */
@Component("leadershipHealthIndicator")
class LeadershipHealthIndicator implements HealthIndicator {

    private final Engine engine;

    LeadershipHealthIndicator(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Health health() {
        Engine.Status status = engine.status();
        Health.Builder health = status.leading() ? Health.up() : Health.outOfService();
        return health.withDetail("replica", status.replica())
                .withDetail("epoch", status.epoch())
                .build();
    }
}
