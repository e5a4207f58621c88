package dev.heddle.agent.apply;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import java.util.List;
import java.util.Optional;

/**
 * What an agent must not forget: whom it obeys, the last order it took on, and what it holds.
 *
 * @param node whose record this is
 * @param boot the boot that {@code held} speaks of
 * @param cluster the pinned cluster, empty before adoption
 * @param stamp highest (epoch, node generation) taken on, of every boot
 * @param digest digest of the order with that stamp, lower-case hexadecimal, empty = none
 * @param desired the order itself, empty where it was for another boot or there was none
 * @param scrubbed whether the scrub that {@code desired} asks for, if it does, is over
 * @param state whether what went before this record is known
 * @param held grants that are or may be on the node
 */
public record AgentRecord(
        NodeName node,
        BootId boot,
        Optional<ClusterId> cluster,
        Stamp stamp,
        String digest,
        Optional<Desired> desired,
        boolean scrubbed,
        RecordState state,
        List<HeldEntry> held) {

    /** Copies the grants. */
    public AgentRecord {
        held = List.copyOf(held);
    }

    /** The record of a node that has none, or lost it: nothing is known but what lies on the node. */
    static AgentRecord amnesia(NodeName node, BootId boot, List<HeldEntry> found) {
        return new AgentRecord(
                node, boot, Optional.empty(), Stamp.NONE, "", Optional.empty(), true, RecordState.AMNESIA, found);
    }

    /** The same fences on a new boot, with what lies on the node now. */
    AgentRecord rebooted(BootId newBoot, List<HeldEntry> found) {
        return new AgentRecord(node, newBoot, cluster, stamp, digest, Optional.empty(), true, state, found);
    }

    /**
     * Of a node whose operator wants it to obey another cluster: that one's epochs and generations begin anew, and
     * what lies on the node is not of its making, so that it must scrub the node before it trusts it.
     */
    AgentRecord readopted(ClusterId other) {
        List<HeldEntry> left = held.stream()
                .map(entry -> entry.phase() == Phase.APPLYING ? entry.in(Phase.RELEASING) : entry)
                .toList();
        return new AgentRecord(
                node, boot, Optional.of(other), Stamp.NONE, "", Optional.empty(), true, RecordState.AMNESIA, left);
    }

    AgentRecord withHeld(List<HeldEntry> other) {
        return new AgentRecord(node, boot, cluster, stamp, digest, desired, scrubbed, state, other);
    }

    AgentRecord withScrubbed() {
        return new AgentRecord(node, boot, cluster, stamp, digest, desired, true, state, held);
    }

    AgentRecord withState(RecordState other) {
        return new AgentRecord(node, boot, cluster, stamp, digest, desired, scrubbed, other, held);
    }
}
