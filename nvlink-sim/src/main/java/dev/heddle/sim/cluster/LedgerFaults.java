package dev.heddle.sim.cluster;

import dev.heddle.sim.virtual.VirtualTime;
import java.time.Duration;
import java.util.Optional;
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
    private int repeatedCommits;
    private long repeatNanos;
    private int refusals;
    private long stuckNanos;
    private Optional<Transaction> open = Optional.empty();

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
        /** it takes effect, and what carried it brings it once more some time later. */
        REPEATED,
        /** its transaction stays open, with the epoch's row locked, until it takes effect. */
        LATE
    }

    /**
     * A transaction that its writer has given up and the database has not. Until it takes effect, or its session is
     * ended, nobody else commits: the epoch's row is locked from its first statement on.
     *
     * @param session its session
     * @param until when it takes effect
     */
    private record Transaction(String session, long until) {}

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

    /** What the next commits change comes twice, the second time up to {@code within} later: a proxy tried again. */
    public void repeatCommits(int commits, Duration within) {
        repeatedCommits = commits;
        repeatNanos = within.toNanos();
    }

    /** The next batches are refused, as by a database that cannot take a value: none of their records is written. */
    public void refuse(int batches) {
        refusals = batches;
    }

    /** Everything is well again; what its writers have given up is rolled back. */
    public void mend() {
        downUntil = 0;
        slowUntil = 0;
        lostAnswers = 0;
        lostCommits = 0;
        lateCommits = 0;
        repeatedCommits = 0;
        refusals = 0;
        stuckNanos = 0;
        rollBack();
    }

    /** Nothing that is open takes effect any more. */
    void rollBack() {
        open = Optional.empty();
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
            open(session, stuckNanos);
            stuckNanos = 0;
            return Fate.LATE;
        }
        if (lateCommits > 0) {
            lateCommits--;
            open(session, 1 + random.nextLong(lateNanos));
            return Fate.LATE;
        }
        if (lostCommits > 0) {
            lostCommits--;
            return Fate.LOST;
        }
        if (repeatedCommits > 0) {
            repeatedCommits--;
            return Fate.REPEATED;
        }
        boolean lost = lostAnswers > 0;
        lostAnswers -= lost ? 1 : 0;
        return lost ? Fate.ANSWER_LOST : Fate.WHOLE;
    }

    private void open(String session, long nanos) {
        open = Optional.of(new Transaction(session, time.nanos() + nanos));
    }

    /** A commit comes once more. */
    void again(Runnable effect) {
        time.after(Duration.ofNanos(1 + random.nextLong(repeatNanos)), "repeated commit", effect);
    }

    /** How the open transaction takes effect, unless it is rolled back by then. */
    void landing(Runnable effect) {
        Transaction late = open.orElseThrow();
        time.at(late.until(), "late commit", () -> {
            if (close(late)) {
                effect.run();
            }
        });
    }

    /** Whether an open transaction holds the epoch's row; its own session has given it up, and waits as well. */
    boolean isLocked() {
        return open.isPresent();
    }

    /** Whether it was open still. */
    private boolean close(Transaction transaction) {
        boolean held = open.equals(Optional.of(transaction));
        open = held ? Optional.empty() : open;
        return held;
    }

    /** The sessions of this name are ended, and with them their transactions. */
    int end(String session) {
        Optional<Transaction> ended =
                open.filter(transaction -> transaction.session().equals(session));
        return ended.filter(this::close).isPresent() ? 1 : 0;
    }
}
