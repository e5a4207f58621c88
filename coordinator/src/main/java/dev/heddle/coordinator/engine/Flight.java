package dev.heddle.coordinator.engine;

import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Decision;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Reply;
import java.util.List;
import java.util.function.Consumer;

/**
 * A decided command whose events are not committed yet.
 *
 * @param asked the command and who waits for it
 * @param decision what was decided
 */
record Flight(Asked asked, Decision decision) {

    /**
     * A command and who waits for it.
     *
     * @param command the command
     * @param reply gets the answer, once
     * @param refusals how often the store refused what was decided for it
     */
    record Asked(Command command, Consumer<Reply> reply, int refusals) {

        Asked refusedOnce() {
            return new Asked(command, reply, refusals + 1);
        }
    }

    List<Event.Durable> durable() {
        return decision.events().stream()
                .filter(Event.Durable.class::isInstance)
                .map(Event.Durable.class::cast)
                .toList();
    }
}
