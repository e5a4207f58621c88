package dev.heddle.coordinator.health;

/**
 * A health with its reason.
 *
 * @param health how well
 * @param reason CamelCase reason, empty when healthy
 * @param message one sentence for people, empty when healthy
 */
public record Verdict(Health health, String reason, String message) {

    /** Nothing wrong. */
    public static final Verdict HEALTHY = new Verdict(Health.HEALTHY, "", "");
}
