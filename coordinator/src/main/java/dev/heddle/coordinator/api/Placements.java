package dev.heddle.coordinator.api;

import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Placing;
import dev.heddle.coordinator.allocation.Rules;
import dev.heddle.coordinator.placement.GangRequest;
import dev.heddle.coordinator.placement.Placement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Looks for room as the engine would, and takes nothing. */
@Component
class Placements {

    private final ObjectProvider<Rules> rules;
    private final Clock clock;

    Placements(ObjectProvider<Rules> rules, ObjectProvider<Clock> clock) {
        this.rules = rules;
        this.clock = clock.getIfAvailable(Clock::systemUTC);
    }

    Placement explain(Image image, GangRequest gang) {
        return Placing.explain(image, gang, now(), patience());
    }

    Placement explain(Image image, ComputeDomainRecord pending) {
        return Placing.explain(image, pending, now(), patience());
    }

    Instant now() {
        return clock.instant();
    }

    private Duration patience() {
        Rules configured = rules.getIfAvailable();
        return configured == null ? Rules.DEFAULT_PATIENCE : configured.patience();
    }
}
