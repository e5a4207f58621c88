package dev.heddle.coordinator.lifecycle;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of ComputeDomains.
 *
 * @param max ComputeDomains that may exist at once, 1 or above
 */
@ConfigurationProperties("heddle.compute-domains")
public record ComputeDomainSettings(@DefaultValue("10000") int max) {

    /** Refuses a maximum below 1. */
    public ComputeDomainSettings {
        if (max < 1) {
            throw new IllegalArgumentException("heddle.compute-domains.max must be 1 or above");
        }
    }
}
