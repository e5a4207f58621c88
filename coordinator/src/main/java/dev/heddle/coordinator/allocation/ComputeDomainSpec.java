package dev.heddle.coordinator.allocation;

import dev.heddle.coordinator.placement.GangRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * What a user asked for; never changes.
 *
 * @param gang nodes and GPUs
 * @param timeToLive after which the ComputeDomain is deleted, counted from its creation; empty = never
 */
public record ComputeDomainSpec(GangRequest gang, Optional<Duration> timeToLive) {}
