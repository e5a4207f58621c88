package dev.heddle.coordinator.allocation;

import java.util.List;

/**
 * What came of a command.
 *
 * @param events what changes, in order
 * @param reply the answer, once everything it rests on is in the ledger
 * @param roomMayHaveGrown whether Pending ComputeDomains are worth another look
 */
public record Decision(List<Event> events, Reply reply, boolean roomMayHaveGrown) {

    /** Copies the events. */
    public Decision {
        events = List.copyOf(events);
    }
}
