package dev.heddle.agent.connect;

import java.util.Optional;

/**
 * How an agent stands with its coordinators.
 *
 * @param state connected or not
 * @param target the coordinator tried or reached last
 * @param coordinator the replica's own name, empty where not connected
 * @param session session number, 0 where not connected
 * @param problem why the last stream ended, if it did
 */
public record SessionStatus(
        State state, Optional<Target> target, String coordinator, long session, Optional<String> problem) {

    static final SessionStatus STOPPED = new SessionStatus(State.STOPPED, Optional.empty(), "", 0, Optional.empty());

    /** Stages of a connection. */
    public enum State {
        /** not started, or ended. */
        STOPPED,
        /** waits before the next attempt. */
        WAITING,
        /** waits for a coordinator's answer. */
        CONNECTING,
        /** accepted by a coordinator. */
        CONNECTED
    }
}
