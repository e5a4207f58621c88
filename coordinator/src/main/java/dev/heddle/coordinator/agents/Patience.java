package dev.heddle.coordinator.agents;

import dev.heddle.contract.model.NodeName;
import java.util.Optional;

/** How long an agent is waited for. Pure. */
final class Patience {

    private Patience() {}

    /**
     * Why a session must be closed, if it must.
     *
     * @param conversation what was said, empty before the first words
     * @param silent nanoseconds since the agent was heard
     * @param unsynced nanoseconds since it owes its first words or a snapshot
     * @param limits how long is too long
     */
    static Optional<Closure> overdue(
            Optional<Conversation> conversation, long silent, long unsynced, AgentProperties limits) {
        boolean late = unsynced > limits.handshakeTimeout().toNanos();
        if (conversation.isEmpty()) {
            return late
                    ? closure(CloseReason.NO_HELLO, "No hello came within " + limits.handshakeTimeout() + ".")
                    : Optional.empty();
        }
        NodeName node = conversation.get().observation().node();
        if (silent > limits.heartbeatInterval().toNanos() * AgentProperties.MISSED_HEARTBEATS) {
            return closure(
                    CloseReason.SILENT,
                    "Node " + node + " missed " + AgentProperties.MISSED_HEARTBEATS + " heartbeats.");
        }
        return late && !conversation.get().synced()
                ? closure(
                        CloseReason.NO_SNAPSHOT,
                        "Node " + node + " sent no snapshot within " + limits.handshakeTimeout() + ".")
                : Optional.empty();
    }

    private static Optional<Closure> closure(CloseReason reason, String message) {
        return Optional.of(new Closure(reason, message));
    }
}
