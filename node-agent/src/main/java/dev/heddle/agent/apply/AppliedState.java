package dev.heddle.agent.apply;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.ClusterId;
import java.util.Optional;

/**
 * What an agent tells of its grants.
 *
 * @param applied the report
 * @param digest digest of the order it follows, lower-case hexadecimal, empty = none
 * @param cluster the pinned cluster
 * @param pending whether something is unfinished and is to be tried again
 */
public record AppliedState(Applied applied, String digest, Optional<ClusterId> cluster, boolean pending) {}
