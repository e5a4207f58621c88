package dev.heddle.coordinator.engine;

import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Decision;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Reply;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** The unit of the node whose agent said something, where no record changes with it. */
    Optional<UnitId> word() {
        return asked.command() instanceof Command.Observe observe && durable().isEmpty()
                ? home(observe.observation().node())
                : Optional.empty();
    }

    /** Units of which it changes the record, what their nodes' agents say, or the state of their domain. */
    Set<UnitId> units() {
        Set<UnitId> units = new HashSet<>();
        for (Event event : decision.events()) {
            switch (event) {
                case Event.UnitWritten written -> units.add(written.unit().id());
                case Event.UnitErased erased -> units.add(erased.unit());
                case Event.NodeObserved observed ->
                    home(observed.observation().node()).ifPresent(units::add);
                case Event.DomainMoved moved -> units.add(moved.unit());
                case Event.ComputeDomainWritten written -> {}
                case Event.ComputeDomainErased erased -> {}
                case Event.NodeDropped dropped -> {}
                case Event.Noted noted -> {}
            }
        }
        return units;
    }

    private Optional<UnitId> home(NodeName node) {
        return decision.after().homes().get(node);
    }

    List<Event.Durable> durable() {
        return decision.events().stream()
                .filter(Event.Durable.class::isInstance)
                .map(Event.Durable.class::cast)
                .toList();
    }
}
