package dev.heddle.sim.virtual;

import dev.heddle.agent.apply.AgentRecord;
import dev.heddle.agent.apply.RecordCodec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What lies on nodes' disks as their agents' records. */
public final class AgentRecords {

    private AgentRecords() {}

    /** A node's; empty where it has none, or one that is damaged or another node's. */
    public static Optional<AgentRecord> of(VirtualNode node) {
        byte @Nullable [] content = node.disk().content(VirtualNode.RECORD);
        try {
            return Optional.ofNullable(content == null ? null : RecordCodec.decode(content))
                    .filter(record -> record.node().equals(node.name()));
        } catch (RecordCodec.DamagedException e) {
            return Optional.empty();
        }
    }
}
