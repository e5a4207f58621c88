package dev.heddle.agent;

import dev.heddle.agent.connect.SessionStatus;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.NodeName;
import java.util.Optional;

/**
 * A look at an agent.
 *
 * @param node its node
 * @param session how it stands with its coordinators
 * @param cluster the cluster it obeys, empty before adoption
 * @param applied what it holds, empty before its start
 * @param unfinished whether something is still to be applied or released
 * @param gpus GPUs of the last report, 0 before the first
 * @param probeProblem why the hardware cannot be read, if so
 */
public record AgentStatus(
        NodeName node,
        SessionStatus session,
        Optional<ClusterId> cluster,
        Optional<Applied> applied,
        boolean unfinished,
        int gpus,
        Optional<String> probeProblem) {}
