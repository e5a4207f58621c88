package dev.heddle.agent.observe;

import java.time.Duration;

/**
 * When a link counts as flapping or degraded.
 *
 * @param flapEvents changes between up and down, and recoveries, within {@code window} that make it flapping
 * @param errorEvents failed recoveries and errors within {@code window} that make it degraded
 * @param window how far back events count
 * @param quiet how long nothing must happen before it counts as well again
 * @param speedShare below this share of the fastest link of its GPU it is degraded, 0 to 1
 */
public record LinkThresholds(int flapEvents, int errorEvents, Duration window, Duration quiet, double speedShare) {

    /** Three flaps or two errors in 30 s, well again after 10 s of quiet, slow below 95 % of the fastest. */
    public static final LinkThresholds DEFAULT =
            new LinkThresholds(3, 2, Duration.ofSeconds(30), Duration.ofSeconds(10), 0.95);

    /** @throws IllegalArgumentException if a number cannot be */
    public LinkThresholds {
        if (flapEvents < 1 || errorEvents < 1 || window.isNegative() || quiet.isNegative()) {
            throw new IllegalArgumentException("link thresholds must be positive");
        }
        if (!(speedShare >= 0 && speedShare <= 1)) {
            throw new IllegalArgumentException("the speed share must be 0 to 1");
        }
    }
}
