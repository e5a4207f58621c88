package dev.heddle.coordinator.agents;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How sessions with node agents are kept.
 *
 * @param heartbeatInterval how often an agent must be heard; three missed ones close its session
 * @param handshakeTimeout how long an agent may take for its first words, and for a snapshot it owes
 * @param maxSessions sessions of one replica; agents beyond it are asked to come back
 * @param maxHandshakes sessions of one replica that have not sent their first snapshot; agents beyond it are asked to
 *     come back
 * @param paceMin shortest delay before an agent that was sent away comes back
 * @param paceMax longest such delay; each agent draws its own between the two
 */
@ConfigurationProperties("heddle.agents")
@Validated
public record AgentProperties(
        @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration heartbeatInterval,

        @DefaultValue("15s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration handshakeTimeout,

        @DefaultValue("20000") @Min(1) @Max(200_000) int maxSessions,
        @DefaultValue("8192") @Min(1) @Max(200_000) int maxHandshakes,

        @DefaultValue("200ms") @DurationMin(millis = 1) @DurationMax(minutes = 5)
        Duration paceMin,

        @DefaultValue("2s") @DurationMin(millis = 1) @DurationMax(minutes = 5)
        Duration paceMax) {

    /** Heartbeats that may be missed before a session is closed. */
    static final int MISSED_HEARTBEATS = 3;

    /**
     * @throws IllegalArgumentException if the shortest delay is above the longest
     */
    public AgentProperties {
        if (paceMin.compareTo(paceMax) > 0) {
            throw new IllegalArgumentException("heddle.agents.pace-min must not be above heddle.agents.pace-max");
        }
    }
}
