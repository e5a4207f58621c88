package dev.heddle.coordinator.engine;

import java.time.Duration;

/**
 * How the engine runs.
 *
 * @param replica this replica's name, unique among the replicas
 * @param tick how often time-driven work is looked at
 * @param grace how long after taking over a node that was never heard is not yet taken for lost
 */
public record EngineSettings(String replica, Duration tick, Duration grace) {

    /** One second, fifteen seconds. */
    public static EngineSettings of(String replica) {
        return new EngineSettings(replica, Duration.ofSeconds(1), Duration.ofSeconds(15));
    }
}
