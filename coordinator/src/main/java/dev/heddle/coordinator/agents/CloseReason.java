package dev.heddle.coordinator.agents;

import io.grpc.Status;

/** Why this side ends a stream. */
enum CloseReason {
    /** A message breaks the contract. */
    MALFORMED("AgentMalformed", Status.Code.INVALID_ARGUMENT, true),
    /** The agent obeys another ledger. */
    FOREIGN_CLUSTER("AgentForeignCluster", Status.Code.FAILED_PRECONDITION, true),
    /** The agent has seen an epoch that this ledger cannot have issued. */
    EPOCH_IMPLAUSIBLE("EpochImplausible", Status.Code.FAILED_PRECONDITION, true),
    /** The agent names a generation that none can follow. */
    GENERATION_IMPLAUSIBLE("GenerationImplausible", Status.Code.FAILED_PRECONDITION, true),
    /** The agent leaves unread what it is told. */
    SLOW("AgentSlow", Status.Code.RESOURCE_EXHAUSTED, true),
    /** No first words in time. */
    NO_HELLO("AgentNoHello", Status.Code.DEADLINE_EXCEEDED, false),
    /** No snapshot in time. */
    NO_SNAPSHOT("AgentNoSnapshot", Status.Code.DEADLINE_EXCEEDED, true),
    /** Heartbeats stayed away. */
    SILENT("AgentSilent", Status.Code.DEADLINE_EXCEEDED, true),
    /** The node has a newer session. */
    SUPERSEDED("AgentSuperseded", Status.Code.ABORTED, false),
    /** The leader took the session for closed, and a session is never opened twice. */
    GIVEN_UP("AgentGivenUp", Status.Code.ABORTED, false),
    /** A fault of this program. */
    INTERNAL("AgentSessionFailed", Status.Code.INTERNAL, true);

    private final String word;
    private final Status.Code code;
    private final boolean remarkable;

    CloseReason(String word, Status.Code code, boolean remarkable) {
        this.word = word;
        this.code = code;
        this.remarkable = remarkable;
    }

    /** As people see it in events and metrics. */
    String word() {
        return word;
    }

    /** The status that the agent gets. */
    Status.Code code() {
        return code;
    }

    /** Whether it is worth an event. */
    boolean remarkable() {
        return remarkable;
    }
}
