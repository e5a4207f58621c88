package dev.heddle.coordinator.leadership;

import java.time.Duration;

/**
 * The times of a lease.
 *
 * @param lease how long others wait for a sign of the leader
 * @param renew how often the leader gives one
 * @param poll how often the others look
 * @param margin how long before the lease can run out for others the leader steps down
 */
public record LeaseTerms(Duration lease, Duration renew, Duration poll, Duration margin) {

    /** Longest that the engine may take to start leading while its lease is renewed for it. */
    static final Duration MAX_START = Duration.ofSeconds(60);

    /** @throws IllegalArgumentException unless poll and renew are positive and two renewals fit into lease less margin */
    public LeaseTerms {
        if (!poll.isPositive() || !renew.isPositive() || margin.isNegative()) {
            throw new IllegalArgumentException("the times of a lease must be positive");
        }
        if (lease.minus(margin).compareTo(renew.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("a lease must be at least two renewals and its margin long");
        }
    }

    /** Renewed six times per lease, looked at sixty times, with a quarter of it as margin. */
    public static LeaseTerms of(Duration lease) {
        return new LeaseTerms(lease, lease.dividedBy(6), lease.dividedBy(60), lease.dividedBy(4));
    }

    /** How long after a renewal was sent the leader may still act. */
    Duration validity() {
        return lease.minus(margin);
    }
}
