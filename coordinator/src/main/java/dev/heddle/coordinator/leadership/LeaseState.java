package dev.heddle.coordinator.leadership;

import dev.heddle.coordinator.engine.port.Leadership;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What asking and calling share. Every method is a short critical section of one lock. */
final class LeaseState {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseState.class);

    private final LeaseTerms terms;
    private final LongSupplier nanos;
    /** How long this replica stays back after having led, to let another one try first. */
    private final long holdOff;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicBoolean turned = new AtomicBoolean();

    private @Nullable Tenure tenure;
    private LeaseSight sight;
    private long notBefore;
    private boolean giveBack;
    private boolean calling;
    private boolean stopping;
    private boolean callsEnded;

    LeaseState(LeaseTerms terms, boolean alone, LongSupplier nanos) {
        long now = nanos.getAsLong();
        this.terms = terms;
        this.nanos = nanos;
        this.holdOff = alone ? 0 : terms.lease().toNanos();
        this.sight = LeaseSight.none(now);
        this.notBefore = now;
    }

    /** What the candidate is to be told next. */
    sealed interface Call {
        /** It leads. */
        record Elected(Tenure tenure) implements Call {}

        /** It leads no more. */
        record Deposed(String reason) implements Call {}

        /** No more calls. */
        record End() implements Call {}
    }

    /** The monotonic clock. */
    long now() {
        return nanos.getAsLong();
    }

    /** Something done under the lock. */
    private interface Guarded<T extends @Nullable Object> {
        T get();
    }

    private <T extends @Nullable Object> T locked(Guarded<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable work) {
        lock.lock();
        try {
            work.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void engineTurned() {
        if (!turned.get()) {
            turned.set(true);
        }
    }

    /** The tenure that is not over, if any. */
    @Nullable
    Tenure current() {
        return locked(() -> {
            Tenure now = tenure;
            return now == null || now.over(now()) != null ? null : now;
        });
    }

    void lose(Tenure which, String reason) {
        change(() -> which.lose(reason));
    }

    void begin(Tenure begun, LeaseSight seen) {
        change(() -> {
            turned.set(false);
            tenure = begun;
            sight = seen;
        });
    }

    /** A renewal that was sent at {@code sentAt} succeeded. */
    void renewed(Tenure which, long sentAt) {
        change(() -> {
            which.renewed(sentAt, sentAt + terms.validity().toNanos(), now());
            sight = new LeaseSight(sight.row(), which.epoch(), sentAt, sentAt);
        });
    }

    void raised(Tenure which, long epoch) {
        change(() -> which.raisedTo(epoch));
    }

    /** Whether the engine has turned since this was last asked, or is being started. */
    boolean engineLives(Tenure which) {
        return locked(() -> which.isStarting(now()) || turned.getAndSet(false));
    }

    /** Enters an answer of the store. */
    LeaseSight seen(LeaseRows.Stored stored, long askedAt) {
        return locked(() -> sight = sight.then(stored, askedAt, now()));
    }

    LeaseSight sight() {
        return locked(() -> sight);
    }

    /** Who leads as far as can be told. */
    Leadership.View view() {
        LeaseSight seen = sight();
        Optional<LeaseRow> held = seen.row().filter(row -> !row.released());
        return new Leadership.View(
                held.map(LeaseRow::owner),
                held.map(LeaseRow::restAddress),
                seen.epoch(),
                Duration.ofNanos(now() - seen.seenAt()));
    }

    /** Whether this replica may try to become leader: it is not one, its engine is quiet and it has waited. */
    boolean mayCompete() {
        return locked(() -> !stopping && !calling && tenure == null && now() - notBefore >= 0);
    }

    /** Ends the tenure without a call; the lease is given back. */
    void release() {
        change(() -> {
            if (tenure != null) {
                tenure = null;
                giveBack = true;
                notBefore = now() + holdOff;
            }
        });
    }

    /** Whether the lease is to be given back; asked once per occasion. */
    boolean takeGiveBack() {
        return locked(() -> {
            boolean give = giveBack;
            giveBack = false;
            return give;
        });
    }

    void stop() {
        change(() -> stopping = true);
    }

    void callsEnded() {
        change(() -> callsEnded = true);
    }

    /** Waits for the next turn of the asking thread; false if there is none. */
    boolean awaitTurn() {
        return locked(() -> {
            if (!giveBack && !callsEnded) {
                await(terms.poll().toNanos());
            }
            return giveBack || !callsEnded;
        });
    }

    /** Waits until the candidate has to be told something. */
    Call awaitCall() {
        return locked(() -> {
            Call next = nextCall(now());
            while (next == null) {
                Tenure now = tenure;
                await(now == null ? Duration.ofSeconds(1).toNanos() : now.deadline() - now());
                next = nextCall(now());
            }
            calling = !(next instanceof Call.End);
            return next;
        });
    }

    /** What the candidate has to be told now; null = nothing. */
    @Nullable
    Call pollCall() {
        return locked(() -> {
            Call next = nextCall(now());
            calling = next != null && !(next instanceof Call.End);
            return next;
        });
    }

    private @Nullable Call nextCall(long now) {
        Tenure held = tenure;
        if (held == null) {
            return stopping ? new Call.End() : null;
        }
        String over = stopping ? "this replica stops" : held.over(now);
        if (over != null) {
            tenure = null;
            notBefore = now + holdOff;
            giveBack |= !held.isAnnounced();
            return held.isAnnounced() ? new Call.Deposed(over) : nextCall(now);
        }
        if (held.isAnnounced()) {
            return null;
        }
        held.announced(now);
        return new Call.Elected(held);
    }

    /** The call was made. */
    void called(Call call) {
        change(() -> {
            calling = false;
            switch (call) {
                case Call.Elected(Tenure elected) -> elected.engineStarted();
                case Call.Deposed _ -> giveBack = true;
                case Call.End _ -> {}
            }
        });
    }

    /** An interrupt is no reason to stop watching a lease: it only ends this wait. */
    private void await(long nanos) {
        try {
            changed.await(Math.max(nanos, 1), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            LOG.debug("interrupted", e);
        }
    }
}
