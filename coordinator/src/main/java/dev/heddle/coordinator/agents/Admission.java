package dev.heddle.coordinator.agents;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.Stamp;
import dev.heddle.coordinator.allocation.UnitNode;
import java.util.Optional;

/** Whether an agent may have a session, from its first words. Pure. */
final class Admission {

    /** How far an agent's epoch may be ahead of the ledger's before it cannot be this ledger's. */
    static final long MAX_EPOCH_LEAD = 1L << 20;

    private Admission() {}

    /**
     * Why the agent is refused, if it is. Any contract version is welcome: the contract changes by additions only.
     *
     * @param hello its first words
     * @param cluster identity of this ledger
     * @param epoch highest epoch that this replica has heard of
     */
    static Optional<Closure> refusal(Hello hello, ClusterId cluster, long epoch) {
        if (hello.generation() > UnitNode.MAX_GENERATION) {
            return Optional.of(generation(hello.node(), hello.generation()));
        }
        if (hello.pinnedCluster().isEmpty()) {
            return Optional.empty();
        }
        ClusterId pinned = hello.pinnedCluster().get();
        if (!pinned.equals(cluster)) {
            return Optional.of(new Closure(
                    CloseReason.FOREIGN_CLUSTER,
                    "The agent of node " + hello.node() + " obeys cluster " + pinned + ", and this is cluster "
                            + cluster + ". It is refused until an operator runs, on that node, heddle node readopt "
                            + hello.node() + "."));
        }
        return hello.highestEpoch() - epoch > MAX_EPOCH_LEAD
                ? Optional.of(epoch(hello.node(), hello.highestEpoch(), epoch))
                : Optional.empty();
    }

    /**
     * Why an agent may not say that it follows an order of this stamp.
     *
     * @param node its node
     * @param stamp what it says
     * @param epoch highest epoch that this replica has heard of
     */
    static Optional<Closure> refusal(NodeName node, Stamp stamp, long epoch) {
        if (stamp.generation() > UnitNode.MAX_GENERATION) {
            return Optional.of(generation(node, stamp.generation()));
        }
        return stamp.epoch() - epoch > MAX_EPOCH_LEAD
                ? Optional.of(epoch(node, stamp.epoch(), epoch))
                : Optional.empty();
    }

    private static Closure generation(NodeName node, long generation) {
        return new Closure(
                CloseReason.GENERATION_IMPLAUSIBLE,
                "The agent of node " + node + " names generation " + generation
                        + ", after which no ledger could count on.");
    }

    private static Closure epoch(NodeName node, long seen, long epoch) {
        return new Closure(
                CloseReason.EPOCH_IMPLAUSIBLE,
                "The agent of node " + node + " has seen epoch " + seen + ", which is too far above " + epoch
                        + " to come from this ledger.");
    }
}
