package dev.heddle.coordinator.leadership;

import java.time.Duration;
import java.util.Optional;

/**
 * What one replica has seen of the lease, and since when by its own monotonic clock. No clock of another host counts:
 * a lease has run out when its counter stood still in front of our eyes for as long as its owner promised.
 *
 * @param row the lease, empty if there is none
 * @param epoch stored epoch
 * @param unchangedSince when the first answer with this row had come, {@link System#nanoTime()}
 * @param seenAt when the last question was sent, {@link System#nanoTime()}: a pause of ours after it proves nothing
 */
record LeaseSight(Optional<LeaseRow> row, long epoch, long unchangedSince, long seenAt) {

    /** Before anything was seen. */
    static LeaseSight none(long now) {
        return new LeaseSight(Optional.empty(), 0, now, now);
    }

    /** After having looked again. */
    LeaseSight then(LeaseRows.Stored stored, long askedAt, long answeredAt) {
        long since = row.equals(stored.row()) ? unchangedSince : answeredAt;
        return new LeaseSight(stored.row(), stored.epoch(), since, askedAt);
    }

    /**
     * Whether a replica may try to take the lease.
     *
     * @param sessionName that replica's sessions
     * @param exclusive nobody else can have this store open, so another owner is dead
     */
    boolean vacant(String sessionName, boolean exclusive) {
        return row.map(lease -> lease.released()
                        || exclusive
                        || lease.sessionName().equals(sessionName)
                        || seenAt - unchangedSince
                                >= Duration.ofMillis(lease.leaseMillis()).toNanos())
                .orElse(true);
    }
}
