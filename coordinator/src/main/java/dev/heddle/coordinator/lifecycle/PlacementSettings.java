package dev.heddle.coordinator.lifecycle;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Pending ComputeDomains queue.
 *
 * @param patience a Pending ComputeDomain older than this holds back younger ones from the cliques it could use; above
 *     zero
 */
@ConfigurationProperties("heddle.placement")
public record PlacementSettings(@DefaultValue("10m") Duration patience) {

    /** Refuses a patience that is not above zero. */
    public PlacementSettings {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("heddle.placement.patience must be above zero, such as 10m");
        }
    }
}
