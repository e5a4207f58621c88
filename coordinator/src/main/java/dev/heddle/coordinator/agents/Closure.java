package dev.heddle.coordinator.agents;

import io.grpc.Status;

/**
 * A stream that this side ends.
 *
 * @param reason why
 * @param message one sentence for the agent's log and the event feed
 */
record Closure(CloseReason reason, String message) {

    /** As the agent gets it. */
    Status status() {
        return reason.code().toStatus().withDescription(reason.word() + ": " + message);
    }
}
