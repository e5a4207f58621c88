package dev.heddle.coordinator.leadership;

import dev.heddle.coordinator.engine.port.Leadership;
import dev.heddle.coordinator.jdbc.LedgerDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leadership by a lease row beside the ledger. Two threads: one asks the database and may hang there, the other calls
 * the candidate and watches the deadline, so that a hung database or engine deposes in time.
 */
public final class JdbcLeadership implements Leadership {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcLeadership.class);
    /** How long the end of this program waits for its threads. */
    private static final Duration MAX_WAIT_FOR_STOP = Duration.ofSeconds(15);

    private final LeaseState state;
    private final LeaseStore store;
    private final LeaseAsker asker;
    private @Nullable Thread asking;
    private @Nullable Thread calling;

    /**
     * Who competes.
     *
     * @param name replica name
     * @param restAddress where its REST interface can be reached, asked when it becomes leader
     */
    public record Replica(String name, Supplier<String> restAddress) {}

    /**
     * Competes once started.
     *
     * @param database where the lease is; its session name must be that of the ledger's sessions
     * @param replica who competes
     * @param terms the lease's times
     * @param exclusive nobody else can have this database open, so a lease that another holds is a dead one's
     */
    public JdbcLeadership(LedgerDatabase database, Replica replica, LeaseTerms terms, boolean exclusive) {
        this.state = new LeaseState(terms, exclusive, System::nanoTime);
        this.store = new LeaseStore(database);
        this.asker = new LeaseAsker(state, store, terms, replica, exclusive);
    }

    @Override
    public synchronized void start(Candidate candidate) {
        if (asking != null) {
            throw new IllegalStateException("already started");
        }
        asking = Thread.ofPlatform().daemon().name("heddle-lease").start(asker::run);
        calling = Thread.ofPlatform().daemon().name("heddle-leadership").start(() -> callUntilStopped(candidate));
    }

    @Override
    public void engineTurned() {
        state.engineTurned();
    }

    @Override
    public Optional<Long> raiseEpochAbove(long floor) {
        return asker.raiseEpochAbove(floor);
    }

    @Override
    public void release() {
        state.release();
    }

    @Override
    public View view() {
        return state.view();
    }

    @Override
    public void stop() {
        Thread asks;
        Thread calls;
        synchronized (this) {
            asks = asking;
            calls = calling;
        }
        state.stop();
        join(calls);
        state.callsEnded();
        join(asks);
        store.close();
    }

    private static void join(@Nullable Thread thread) {
        if (thread == null || thread == Thread.currentThread()) {
            return;
        }
        try {
            if (!thread.join(MAX_WAIT_FOR_STOP)) {
                LOG.warn("{} does not end", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void callUntilStopped(Candidate candidate) {
        LeaseCalls calls = new LeaseCalls(state, candidate);
        LeaseState.Call next = state.awaitCall();
        while (!(next instanceof LeaseState.Call.End)) {
            calls.make(next);
            next = state.awaitCall();
        }
    }
}
