package dev.heddle.coordinator.agents;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.Stamp;
import dev.heddle.coordinator.engine.port.Members;
import dev.heddle.coordinator.topology.NodeObservation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The little of the engine that sessions need. All methods may be called from any thread and none blocks. */
interface EngineView {

    /** Identity of the ledger. */
    ClusterId cluster();

    /** Name of this replica. */
    String replica();

    /** Whether this replica leads. */
    boolean leading();

    /** Highest epoch this replica has heard of. */
    long epoch();

    /** What the image has of a node's agent. */
    Optional<NodeObservation> known(NodeName node);

    /** What the image has of agents that it takes to be connected to this replica. */
    List<NodeObservation> connectedHere();

    /** What a node should hold, where it can be told. */
    Optional<Desired> desired(NodeName node);

    /** Where agents reach the replica that leads, else another one that is up: {@code host:port}. */
    Optional<String> elsewhere();

    /** The replicas, this one included. */
    List<Members.Replica> replicas();

    /** An agent has proved that what this replica tells its nodes is old. */
    void doubt();

    /**
     * What a session must know of its node before it says anything.
     *
     * @param known see {@link EngineView#known}
     * @param stamp the stamp of {@link EngineView#desired}
     */
    record Sight(Optional<NodeObservation> known, Optional<Stamp> stamp) {}

    /** One look at a node: less than asking twice, and than making the whole desired state. */
    default Sight sight(NodeName node) {
        return new Sight(known(node), desired(node).map(Desired::stamp));
    }

    /** Hands in all that is known of a node. */
    void observe(NodeObservation observation);

    /** Tells people of something odd. */
    void remark(Remark remark);

    /**
     * Calls back after each change.
     *
     * @return cancels the subscription
     */
    Runnable subscribe(Listener listener);

    /** Sees changes; must return at once. */
    interface Listener {

        /**
         * Desired states may have changed.
         *
         * @param nodes of these nodes
         * @param all of every node, whatever {@code nodes} says
         */
        void changed(Set<NodeName> nodes, boolean all);
    }

    /**
     * Something odd about an agent.
     *
     * @param node its node, empty before it has said so
     * @param closure what happened
     * @param peer network address of the agent
     */
    record Remark(Optional<NodeName> node, Closure closure, String peer) {}
}
