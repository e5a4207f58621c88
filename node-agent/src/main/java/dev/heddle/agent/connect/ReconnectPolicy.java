package dev.heddle.agent.connect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where to connect next, and when: targets in turn, exponential backoff with full jitter, a coordinator's pace and
 * redirects obeyed within bounds. No clock and no I/O.
 */
public final class ReconnectPolicy {

    /** First upper bound of the delay after a failure. */
    public static final Duration BASE = Duration.ofMillis(100);

    /** Last upper bound of the delay after a failure. */
    public static final Duration CAP = Duration.ofSeconds(5);

    /** The longest pace that is obeyed. */
    public static final Duration MAX_PACE = Duration.ofMinutes(10);

    /** Redirects in a row that are followed at once; then a failure's delay comes first. */
    public static final int MAX_REDIRECTS = 3;

    /** Failures in a row that lengthen the next delay. */
    private static final int MAX_DOUBLINGS = 6;

    private final RandomGenerator random;
    private int turn;
    private int failures;
    private int redirects;

    /**
     * @param random draws delays and the first target
     */
    public ReconnectPolicy(RandomGenerator random) {
        this.random = random;
        this.turn = random.nextInt(1 << 16);
    }

    /** The first attempt. */
    public Attempt first(List<Target> targets) {
        return new Attempt(targets.get(turn % targets.size()), Duration.ZERO);
    }

    /** After a failed attempt or a lost stream. */
    public Attempt afterFailure(List<Target> targets) {
        turn++;
        Duration bound = CAP.compareTo(BASE.multipliedBy(1L << failures)) < 0 ? CAP : BASE.multipliedBy(1L << failures);
        failures = Math.min(failures + 1, MAX_DOUBLINGS);
        return new Attempt(targets.get(turn % targets.size()), between(Duration.ZERO, bound));
    }

    /** After a redirect to {@code to}; an address that makes no sense counts as a failure. */
    public Attempt afterRedirect(String to, List<Target> targets) {
        Optional<Target> target = parse(to);
        if (target.isEmpty()) {
            return afterFailure(targets);
        }
        redirects++;
        if (redirects <= MAX_REDIRECTS) {
            return new Attempt(target.get(), Duration.ZERO);
        }
        redirects = 0;
        return new Attempt(target.get(), afterFailure(targets).delay());
    }

    /** After a coordinator asked to come back later. */
    public Attempt afterPace(Duration min, Duration max, List<Target> targets) {
        Duration low = clamp(min);
        Duration high = clamp(max);
        return new Attempt(targets.get(turn % targets.size()), between(low, high.compareTo(low) < 0 ? low : high));
    }

    /** A coordinator took the agent on. */
    public void accepted() {
        failures = 0;
        redirects = 0;
    }

    private Duration between(Duration low, Duration high) {
        long span = high.minus(low).toNanos();
        return span <= 0 ? low : low.plusNanos(random.nextLong(span));
    }

    private static Duration clamp(Duration pace) {
        if (pace.isNegative()) {
            return Duration.ZERO;
        }
        return pace.compareTo(MAX_PACE) > 0 ? MAX_PACE : pace;
    }

    private static Optional<Target> parse(String address) {
        try {
            return Optional.of(Target.parse(address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * What to do next.
     *
     * @param target where
     * @param delay when, from now
     */
    public record Attempt(Target target, Duration delay) {}
}
