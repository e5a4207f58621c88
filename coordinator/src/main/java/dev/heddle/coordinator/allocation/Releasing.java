package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.UnitId;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Ends ComputeDomains: every member is told, and only what is confirmed becomes free. */
final class Releasing {

    private Releasing() {}

    static Reply delete(Draft draft, Command.Delete delete) {
        Optional<ComputeDomainState> state = draft.image().computeDomain(delete.name());
        if (state.isEmpty()) {
            return Reply.Refused.because(Reply.Code.NOT_FOUND, "There is no ComputeDomain " + delete.name() + ".");
        }
        if (delete.expectedVersion().isPresent()
                && delete.expectedVersion().getAsLong() != state.get().version()) {
            return Reply.Refused.because(
                    Reply.Code.VERSION_CONFLICT,
                    delete.name() + " has version " + state.get().version() + "; read it again and retry.");
        }
        return end(draft, state.get().computeDomain(), "Deleted");
    }

    static Reply end(Draft draft, ComputeDomainRecord record, String reason) {
        Optional<Phase> next = draft.rules().computeDomains().next(record.phase(), Trigger.DELETED, Formation.NONE);
        if (next.isEmpty()) {
            return new Reply.Deleted(record, draft.version(record.uid()), false);
        }
        if (!Ending.granted(draft.image(), record)) {
            draft.erase(record);
            draft.note(false, "ComputeDomainGone", record, record.name() + " held nothing and is gone.");
            return new Reply.Deleted(record, draft.version(record.uid()), true);
        }
        ComputeDomainRecord ending = record.in(next.get(), reason, "Its members give back.");
        draft.write(ending);
        release(draft, ending);
        Ending.finish(draft, record.uid());
        boolean gone = draft.image().computeDomains().get(record.uid()).isEmpty();
        if (!gone) {
            draft.note(false, "ComputeDomainReleasing", record, record.name() + " gives back.");
        }
        return new Reply.Deleted(ending, draft.version(record.uid()), gone);
    }

    /** One that is Pending again gives back what it was granted; its record, which says so, is written first. */
    static void undo(Draft draft, ComputeDomainRecord pending) {
        draft.write(pending);
        release(draft, pending);
    }

    /** Tells the members in every unit that the record names. */
    static void release(Draft draft, ComputeDomainRecord record) {
        change(draft, record, unit -> Ending.released(unit, record.uid()));
    }

    /** Tells members to keep what they were told to give back: the record of a ComputeDomain that lives says so. */
    static void keep(Draft draft, ComputeDomainRecord record) {
        change(draft, record, unit -> Ending.kept(unit, record.uid()));
    }

    private static void change(Draft draft, ComputeDomainRecord record, UnaryOperator<UnitRecord> change) {
        for (UnitId id : record.units()) {
            draft.image().units().get(id).map(UnitState::unit).ifPresent(unit -> {
                UnitRecord changed = change.apply(unit);
                if (!changed.equals(unit)) {
                    draft.write(changed);
                }
            });
        }
    }
}
