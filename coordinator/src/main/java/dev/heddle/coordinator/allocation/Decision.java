package dev.heddle.coordinator.allocation;

import java.util.List;

/**
 * What came of a command.
 *
 * @param events what changes, in order
 * @param reply the answer, once everything it rests on is in the ledger
 * @param roomMayHaveGrown whether Pending ComputeDomains are worth another look
 * @param after the image with the events applied
 */
public record Decision(List<Event> events, Reply reply, boolean roomMayHaveGrown, Image after) {

    /** Copies the events. */
    public Decision {
        events = List.copyOf(events);
    }
}
