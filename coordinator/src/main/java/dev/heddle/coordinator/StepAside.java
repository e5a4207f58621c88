package dev.heddle.coordinator;

import dev.heddle.coordinator.engine.port.Leadership;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * A replica that is told to stop gives the lease back before anything else: the next leader does not wait until requests,
 * feeds and agents have been seen off here.
 */
@Component
class StepAside implements ApplicationListener<ContextClosedEvent>, Ordered {

    private final Leadership leadership;

    StepAside(Leadership leadership) {
        this.leadership = leadership;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext().getParent() == null) {
            leadership.stop();
        }
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
