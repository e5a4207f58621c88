package dev.heddle.contract.model;

import java.util.Optional;

/**
 * The first words of an agent on a stream.
 *
 * @param node its node
 * @param boot the node's boot
 * @param instance the agent process
 * @param agentVersion version of the agent, for people
 * @param contractVersion version of the contract it speaks, 1 or above
 * @param pinnedCluster the cluster it obeys, empty before adoption
 * @param highestEpoch highest epoch it has persisted, 0 = none
 * @param generation node generation persisted with it, 0 = none
 * @param address where IMEX peers reach the node
 */
public record Hello(
        NodeName node,
        BootId boot,
        AgentInstance instance,
        String agentVersion,
        int contractVersion,
        Optional<ClusterId> pinnedCluster,
        long highestEpoch,
        long generation,
        String address) {}
