package dev.heddle.coordinator.leadership;

import dev.heddle.coordinator.engine.port.Leadership;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Leadership by a lease row without threads of its own: whoever holds it has it {@link #ask} the store every
 * {@link LeaseTerms#poll()} and {@link #call} the candidate when something may have changed. Used by one thread.
 */
public final class SteppedLeadership implements Leadership {

    private final LeaseState state;
    private final LeaseAsker asker;
    private @Nullable LeaseCalls calls;

    /**
     * Competes once started.
     *
     * @param rows where the lease is
     * @param replica who competes
     * @param terms the lease's times
     * @param nanos monotonic clock
     */
    public SteppedLeadership(LeaseRows rows, JdbcLeadership.Replica replica, LeaseTerms terms, LongSupplier nanos) {
        this.state = new LeaseState(terms, false, nanos);
        this.asker = new LeaseAsker(state, rows, terms, replica, false);
    }

    @Override
    public void start(Candidate candidate) {
        calls = new LeaseCalls(state, candidate);
    }

    /** Asks the store for what is due. */
    public void ask() {
        asker.turn();
    }

    /**
     * Tells the candidate what has changed for it.
     *
     * @return whether there was anything
     */
    public boolean call() {
        LeaseState.Call next = state.pollCall();
        if (next == null || calls == null || next instanceof LeaseState.Call.End) {
            return false;
        }
        calls.make(next);
        return true;
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

    /** Gives the lease back once the candidate is quiet. */
    @Override
    public void stop() {
        state.stop();
        while (call()) {
            // It is told as often as there is something to tell.
        }
        state.callsEnded();
        asker.turn();
    }
}
