package dev.heddle.sim.cluster.law;

import dev.heddle.agent.apply.AgentRecord;
import dev.heddle.agent.apply.RecordCodec;
import dev.heddle.sim.virtual.VirtualNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What lies on nodes' disks as their agents' records. */
final class AgentRecords {

    private AgentRecords() {}

    /** A node's; empty where it has none, or one that is damaged. */
    static Optional<AgentRecord> of(VirtualNode node) {
        byte @Nullable [] content = node.disk().content(VirtualNode.RECORD);
        try {
            return content == null ? Optional.empty() : Optional.of(RecordCodec.decode(content));
        } catch (RecordCodec.DamagedException e) {
            return Optional.empty();
        }
    }
}
