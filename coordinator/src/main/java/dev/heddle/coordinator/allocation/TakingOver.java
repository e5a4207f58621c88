package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.UnitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A new leader's first decision: every record is stamped with its epoch, and what is half done is finished or undone.
 * A grant that no ComputeDomain's record names is undone; a ComputeDomain whose grants are not all there starts over.
 */
final class TakingOver {

    private TakingOver() {}

    static Reply takeOver(Draft draft, boolean ledgerOlder) {
        for (UnitState unit : draft.image().units().values()) {
            draft.write(ledgerOlder ? unit.unit().doubted() : unit.unit());
        }
        if (ledgerOlder) {
            draft.note(
                    true,
                    "LedgerBehind",
                    new Note.Subject("Ledger", draft.image().cluster().value()),
                    "",
                    "An agent knew a later leader than the ledger does: the ledger was set back, and nothing is"
                            + " granted in a unit until each of its nodes is heard.");
        }
        List<ComputeDomainRecord> records = new ArrayList<>();
        draft.image().computeDomains().values().forEach(state -> records.add(state.computeDomain()));
        records.forEach(record -> settle(draft, record));
        for (UnitState unit : draft.image().units().values()) {
            undo(draft, unit);
        }
        return new Reply.Done();
    }

    /** Finishes or undoes what is half done of a ComputeDomain. */
    static void settle(Draft draft, ComputeDomainRecord record) {
        switch (record.phase()) {
            case PENDING -> {}
            // Once Ready it was granted whole; a part that is missing since was lost with the ledger, not half done.
            case ORPHANED, READY, DEGRADED -> Releasing.keep(draft, record);
            case FORMING -> {
                if (halfGranted(draft.image(), record)) {
                    Releasing.undo(
                            draft, record.in(Phase.PENDING, "Undone", "It was half granted when its leader was lost."));
                }
            }
            case RELEASING -> {
                Releasing.release(draft, record);
                Ending.finish(draft, record.uid());
            }
        }
    }

    /** A unit that cannot be read is taken to grant its part. */
    private static boolean halfGranted(Image image, ComputeDomainRecord record) {
        int members = 0;
        boolean known = true;
        for (UnitId id : record.units()) {
            Optional<UnitGrant> grant =
                    image.units().get(id).flatMap(unit -> unit.unit().grant(record.uid()));
            if (image.unreadable(id)) {
                known = false;
            } else if (grant.isEmpty()) {
                return true;
            }
            members += grant.map(TakingOver::granted).orElse(0);
        }
        return known && members < record.spec().gang().nodes();
    }

    /** Members that are not told to give back. */
    private static int granted(UnitGrant grant) {
        return (int) grant.members().values().stream()
                .filter(member -> !member.releasing())
                .count();
    }

    private static void undo(Draft draft, UnitState state) {
        UnitRecord unit = state.unit();
        for (ComputeDomainUid uid : state.unit().grants().keySet()) {
            if (unowned(draft.image(), state, uid)) {
                unit = Ending.released(unit, uid);
            }
        }
        if (!unit.equals(state.unit())) {
            draft.write(unit);
        }
    }

    /** A record that cannot be read may own the grant: nothing is undone then. */
    private static boolean unowned(Image image, UnitState unit, ComputeDomainUid uid) {
        Optional<ComputeDomainRecord> owner = image.computeDomains().get(uid).map(ComputeDomainState::computeDomain);
        if (owner.isEmpty()) {
            return image.unreadable().isEmpty();
        }
        return owner.get().phase() == Phase.PENDING
                || !owner.get().units().contains(unit.unit().id());
    }
}
