package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.health.DomainState;
import dev.heddle.coordinator.topology.NodeObservation;

/** A change of the image. Replaying the same events gives the same image on every replica. */
public sealed interface Event {

    /** A change that must be in the ledger before anyone sees it. */
    sealed interface Durable extends Event {

        /** Version of the record after it. */
        long version();
    }

    /**
     * A unit's record is this now.
     *
     * @param unit the record
     * @param version its version
     */
    record UnitWritten(UnitRecord unit, long version) implements Durable {}

    /**
     * A unit without nodes is gone.
     *
     * @param unit which
     * @param version version it would have had
     */
    record UnitErased(UnitId unit, long version) implements Durable {}

    /**
     * A ComputeDomain's record is this now.
     *
     * @param computeDomain the record
     * @param version its version
     */
    record ComputeDomainWritten(ComputeDomainRecord computeDomain, long version) implements Durable {}

    /**
     * A ComputeDomain is gone.
     *
     * @param computeDomain which
     * @param version version it would have had
     */
    record ComputeDomainErased(ComputeDomainUid computeDomain, long version) implements Durable {}

    /**
     * A node's agent said something, or fell silent.
     *
     * @param observation all that is known of it now
     */
    record NodeObserved(NodeObservation observation) implements Event {}

    /**
     * A node that belongs to no unit is no longer of interest.
     *
     * @param node which
     */
    record NodeDropped(NodeName node) implements Event {}

    /**
     * An NVLink domain changed state.
     *
     * @param unit its unit
     * @param state the new state
     */
    record DomainMoved(UnitId unit, DomainState state) implements Event {}

    /**
     * A line for the event feed.
     *
     * @param note the line
     */
    record Noted(Note note) implements Event {}
}
