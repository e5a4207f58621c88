package dev.heddle.coordinator.replication;

import dev.heddle.coordinator.engine.port.Members;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether every replica is in this one's grid. One that is not is down, or the network between them is split: an alarm,
 * no more, as what is granted rests on the ledger alone.
 */
final class GridHealthIndicator implements HealthIndicator, MeterBinder {

    private final Members members;
    private final int configured;

    /**
     * @param members the replicas as this one sees them
     * @param configured how many there should be
     */
    GridHealthIndicator(Members members, int configured) {
        this.members = members;
        this.configured = configured;
    }

    private List<String> present() {
        return members.replicas().stream()
                .filter(Members.Replica::up)
                .map(Members.Replica::name)
                .toList();
    }

    @Override
    public Health health() {
        List<String> present = present();
        Health.Builder health = present.size() < configured ? Health.outOfService() : Health.up();
        return health.withDetail("configured", configured)
                .withDetail("present", present)
                .build();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("heddle.replication.replicas", this, grid -> grid.configured)
                .tag("state", "configured")
                .description("Replicas of the control plane")
                .register(registry);
        Gauge.builder(
                        "heddle.replication.replicas",
                        this,
                        grid -> grid.present().size())
                .tag("state", "present")
                .description("Replicas of the control plane")
                .register(registry);
    }
}
