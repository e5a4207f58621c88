package dev.heddle.coordinator.leadership;

import org.jspecify.annotations.Nullable;

/**
 * One time of being leader, from the raised epoch on. Times are {@link System#nanoTime()}. Guarded by the lock of
 * {@link JdbcLeadership}.
 */
final class Tenure {

    private long epoch;
    private long deadline;
    private long renewedAt;
    private @Nullable String lost;
    private @Nullable Long announcedAt;
    private boolean started;

    Tenure(long epoch, long renewedAt, long deadline) {
        this.epoch = epoch;
        this.renewedAt = renewedAt;
        this.deadline = deadline;
    }

    long epoch() {
        return epoch;
    }

    void raisedTo(long newEpoch) {
        epoch = newEpoch;
    }

    long deadline() {
        return deadline;
    }

    long renewedAt() {
        return renewedAt;
    }

    /** A renewal sent at {@code sentAt} succeeded. Too late is too late, though: a passed deadline stays passed. */
    void renewed(long sentAt, long newDeadline, long now) {
        if (now - deadline < 0) {
            renewedAt = sentAt;
            deadline = newDeadline;
        } else {
            lose("the lease was renewed too late");
        }
    }

    void lose(String reason) {
        if (lost == null) {
            lost = reason;
        }
    }

    /** Why it is over at {@code now}; null if it is not. */
    @Nullable
    String over(long now) {
        if (lost == null && now - deadline >= 0) {
            lost = "the lease was not renewed in time";
        }
        return lost;
    }

    void announced(long now) {
        announcedAt = now;
    }

    boolean isAnnounced() {
        return announcedAt != null;
    }

    void engineStarted() {
        started = true;
    }

    /** Whether the engine has been told and is still within the time it has to start. */
    boolean isStarting(long now) {
        return !started && (announcedAt == null || now - announcedAt < LeaseTerms.MAX_START.toNanos());
    }
}
