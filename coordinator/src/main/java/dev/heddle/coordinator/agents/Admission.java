package dev.heddle.coordinator.agents;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.Hello;
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
        if (hello.highestEpoch() - epoch > MAX_EPOCH_LEAD) {
            return Optional.of(new Closure(
                    CloseReason.EPOCH_IMPLAUSIBLE,
                    "The agent of node " + hello.node() + " has seen epoch " + hello.highestEpoch()
                            + ", which is too far above " + epoch + " to come from this ledger."));
        }
        return Optional.empty();
    }
}
