package dev.heddle.coordinator.engine.port;

import dev.heddle.coordinator.topology.NodeObservation;

/** Carries what a standby's agents say to the leader. */
public interface ObservationRelay {

    /**
     * Sends the newest of a node, in the end; an older one of the same node that still waits is dropped. Never blocks
     * and never fails: what cannot be sent now is sent again when there is a leader.
     */
    void relay(NodeObservation observation);
}
