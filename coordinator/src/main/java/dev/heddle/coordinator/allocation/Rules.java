package dev.heddle.coordinator.allocation;

import dev.heddle.coordinator.health.DomainRollup;
import dev.heddle.coordinator.health.DomainState;
import dev.heddle.coordinator.health.DomainTrigger;
import dev.heddle.coordinator.health.TransitionTable;
import java.time.Duration;

/**
 * What decisions follow.
 *
 * @param computeDomains lifecycle of ComputeDomains
 * @param domains lifecycle of NVLink domains
 * @param patience a Pending ComputeDomain older than this holds back younger ones from the cliques it could use
 * @param maxComputeDomains ComputeDomains that may exist at once
 */
public record Rules(
        TransitionTable<Phase, Trigger, Formation> computeDomains,
        TransitionTable<DomainState, DomainTrigger, DomainRollup> domains,
        Duration patience,
        int maxComputeDomains) {

    /** Ten minutes. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(10);

    /** ComputeDomains at once, unless configured otherwise. */
    public static final int DEFAULT_MAX_COMPUTE_DOMAINS = 10_000;
}
