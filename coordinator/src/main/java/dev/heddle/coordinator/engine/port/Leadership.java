package dev.heddle.coordinator.engine.port;

import java.time.Duration;
import java.util.Optional;

/**
 * Who may write. A lease only: it decides who tries, never who is right; the ledger's epoch does that. Times are
 * monotonic and local.
 */
public interface Leadership {

    /** Starts competing. Callbacks come on one thread, never two at once. */
    void start(Candidate candidate);

    /**
     * The engine completed a turn. The lease is renewed only if this was called since the last renewal, so that a
     * hung engine loses it.
     */
    void engineTurned();

    /**
     * Makes the stored epoch at least {@code floor} plus one and takes that as the leader's new epoch.
     *
     * @param floor highest epoch that an agent reported
     * @return the new epoch, or empty if leadership was lost meanwhile
     */
    Optional<Long> raiseEpochAbove(long floor);

    /** Gives the lease back. Called after the engine is quiet. */
    void release();

    /** Who leads as far as this replica can tell, with the age of that knowledge. */
    View view();

    /** Stops competing; gives the lease back if held. */
    void stop();

    /**
     * What a replica knows of the leader.
     *
     * @param leader replica name, empty if nobody leads
     * @param restAddress the leader's REST address, {@code http://host:port}
     * @param epoch highest epoch seen
     * @param age how old this knowledge is
     */
    record View(Optional<String> leader, Optional<String> restAddress, long epoch, Duration age) {}

    /** The engine's side of it. */
    interface Candidate {

        /**
         * This replica leads under {@code epoch}, already raised in the ledger. Returns when the engine has
         * started to lead.
         */
        void elected(long epoch);

        /** This replica leads no more, or cannot be sure. Returns when the engine has stopped deciding. */
        void deposed(String reason);
    }
}
