package dev.heddle.coordinator.leadership;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * This replica and its lease.
 *
 * @param restAddress {@code http://host:port} under which other replicas and people reach this one; without one, its
 *     port on the loopback address
 * @param lease how long others wait for a sign of the leader before one takes over
 */
@ConfigurationProperties("heddle.leadership")
public record LeadershipSettings(
        @Nullable String restAddress, @DefaultValue("3s") Duration lease) {}
