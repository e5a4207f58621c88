package dev.heddle.sim.cluster;

import dev.heddle.sim.virtual.VirtualTime;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** What is about to go wrong with the ledger's database. */
public final class LedgerFaults {

    private final VirtualTime time;
    private final RandomGenerator random;
    private long downUntil;
    private long slowUntil;
    private long slowNanos;
    private int lostAnswers;
    private int lostCommits;
    private int lateCommits;
    private long lateNanos;
    private int refusals;
    private long stuckNanos;
    private long lockedUntil;
    private String locker = "";

    LedgerFaults(VirtualTime time) {
        this.time = time;
        this.random = time.random("ledger");
    }

    /** How a commit goes. */
    enum Fate {
        /** as it should. */
        WHOLE,
        /** it takes effect, and nobody hears of it. */
        ANSWER_LOST,
        /** it never arrives. */
        LOST,
        /** its transaction stays open, with the epoch's row locked, and takes effect after its writer has given it up. */
        STUCK
    }

    /** It does not answer for so long. */
    public void down(Duration duration) {
        downUntil = Math.max(downUntil, time.nanos() + duration.toNanos());
    }

    /** Whatever is taken to it takes up to {@code latency} longer. */
    public void slow(Duration duration, Duration latency) {
        slowUntil = time.nanos() + duration.toNanos();
        slowNanos = latency.toNanos();
    }

    /** The next commits take effect, and their answers are lost. */
    public void loseAnswers(int commits) {
        lostAnswers = commits;
    }

    /** The next commits are lost. */
    public void loseCommits(int commits) {
        lostCommits = commits;
    }

    /** The next commits take effect up to {@code within} later, unless their sessions are ended by then. */
    public void commitLate(int commits, Duration within) {
        lateCommits = commits;
        lateNanos = within.toNanos();
    }

    /** The next commit stands still inside its transaction for so long, or until its session is ended. */
    public void stuck(Duration duration) {
        stuckNanos = duration.toNanos();
    }

    /** The next batches are refused, as by a database that cannot take a value: none of their records is written. */
    public void refuse(int batches) {
        refusals = batches;
    }

    /** Everything is well again, but for an open transaction, which ends when it does. */
    public void mend() {
        downUntil = 0;
        slowUntil = 0;
        lostAnswers = 0;
        lostCommits = 0;
        lateCommits = 0;
        refusals = 0;
        stuckNanos = 0;
    }

    boolean isDown() {
        return time.nanos() < downUntil;
    }

    long latency() {
        return time.nanos() < slowUntil ? random.nextLong(slowNanos + 1) : 0;
    }

    boolean refuses() {
        boolean refuses = refusals > 0;
        refusals -= refuses ? 1 : 0;
        return refuses;
    }

    Fate commit(String session) {
        if (stuckNanos > 0) {
            lock(session, stuckNanos);
            stuckNanos = 0;
            return Fate.STUCK;
        }
        if (lateCommits > 0) {
            lateCommits--;
            lock(session, 1 + random.nextLong(lateNanos));
            return Fate.STUCK;
        }
        if (lostCommits > 0) {
            lostCommits--;
            return Fate.LOST;
        }
        boolean lost = lostAnswers > 0;
        lostAnswers -= lost ? 1 : 0;
        return lost ? Fate.ANSWER_LOST : Fate.WHOLE;
    }

    /** No other commit comes between: whoever has written holds the lock until it has committed. */
    private void lock(String session, long nanos) {
        lockedUntil = time.nanos() + nanos;
        locker = session;
    }

    /** Whether an open transaction holds the epoch's row; its own session has given it up, and waits as well. */
    boolean isLocked() {
        return time.nanos() < lockedUntil;
    }

    long lockedUntil() {
        return lockedUntil;
    }

    /** The sessions of this name are ended, and with them their transactions. */
    boolean end(String session) {
        boolean held = time.nanos() < lockedUntil && locker.equals(session);
        lockedUntil = held ? 0 : lockedUntil;
        return held;
    }
}
