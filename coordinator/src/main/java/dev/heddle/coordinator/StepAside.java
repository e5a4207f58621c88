package dev.heddle.coordinator;

import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.engine.port.Leadership;
import dev.heddle.coordinator.engine.port.Members;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * A replica that is told to stop gives the lease back before anything else: the next leader does not wait until requests,
 * feeds and agents have been seen off here. A leader then goes on as a standby until the next one has taken over: its
 * part of the grid and its agents' sessions would otherwise be lost in the very moment in which that one reads them.
 */
@Component
class StepAside implements ApplicationListener<ContextClosedEvent>, Ordered {

    private final Leadership leadership;
    private final Engine engine;
    private final Members members;

    StepAside(Leadership leadership, Engine engine, Members members) {
        this.leadership = leadership;
        this.engine = engine;
        this.members = members;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext().getParent() == null) {
            Engine.Status status = engine.status();
            try (HandOver handOver = new HandOver(engine)) {
                leadership.stop();
                if (status.leading() && hasOthers(status.replica())) {
                    handOver.await();
                }
            }
        }
    }

    private boolean hasOthers(String here) {
        return members.replicas().stream()
                .anyMatch(replica -> replica.up() && !replica.name().equals(here));
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
