package dev.heddle.sim.cluster.law;

import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.sim.check.Holding;
import dev.heddle.sim.virtual.NodeInvariants.Found;
import java.util.Optional;

/**
 * I6 in the ledger: whole gangs or none, and nothing is taken from one that lives. A ComputeDomain's record is written
 * before its units grant to it or take back from it, so what a unit does is judged by the record as it is then.
 */
final class GangLaw {

    private final Book book;
    private final Found found;
    private boolean older;

    /**
     * @param book the ledger, with the change already in it
     */
    GangLaw(Book book, Found found) {
        this.book = book;
        this.found = found;
    }

    /** The ledger is an older one: what was given back since may stand in the way of what is found on nodes. */
    void restored() {
        older = true;
    }

    void written(UnitChange change) {
        for (Holding gained : change.gained()) {
            boolean named = book.computeDomain(gained.computeDomain())
                    .filter(record -> record.units().contains(change.unit()))
                    .isPresent();
            if (!named) {
                found.violation(
                        "I6",
                        change.unit() + " grants " + gained + " before the ComputeDomain's record says that it may");
            }
        }
        for (UnitChange.Part part : change.taken()) {
            if (!(older && change.isReplaced(part))) {
                taken(change, part);
            }
        }
    }

    private void taken(UnitChange change, UnitChange.Part part) {
        Optional<ComputeDomainRecord> owner = book.computeDomain(part.uid())
                .filter(record -> record.units().contains(change.unit()) && lives(record.phase()));
        owner.ifPresent(
                record -> found.violation("I6", part + " is taken from a ComputeDomain that is " + record.phase()));
        boolean gone = change.lost().contains(part);
        // One that was off may have come back in the same write, which joins what was decided while it was off.
        boolean off = isOff(change.before(), part) || isOff(change.after(), part);
        if (gone && !off) {
            found.violation("I1", part + " is free in the ledger, and its node was never asked to give it back");
        }
    }

    private static boolean isOff(UnitRecord unit, UnitChange.Part part) {
        return unit.node(part.node())
                .map(UnitNode::state)
                .map(UnitNode.State::fenced)
                .orElse(true);
    }

    private static boolean lives(Phase phase) {
        return switch (phase) {
            case FORMING, READY, DEGRADED, ORPHANED -> true;
            case PENDING, RELEASING -> false;
        };
    }

    void written(Optional<ComputeDomainRecord> before, ComputeDomainRecord after) {
        before.map(ComputeDomainRecord::phase)
                .filter(phase -> !mayBecome(phase, after.phase()))
                .ifPresent(phase -> found.violation("I6", after.uid() + " was " + phase + " and is " + after.phase()));
        boolean ready = after.phase() == Phase.READY
                && before.filter(record -> record.phase() == Phase.READY).isEmpty();
        long members = ready ? book.members(after) : 0;
        if (ready && members != after.spec().gang().nodes()) {
            found.violation(
                    "I6",
                    after.uid() + " becomes READY with " + members + " of "
                            + after.spec().gang().nodes() + " members granted");
        }
    }

    /** Writes may have been joined, so a phase may be skipped; none comes back. */
    private static boolean mayBecome(Phase before, Phase after) {
        return switch (after) {
            case PENDING, FORMING -> before == Phase.PENDING || before == Phase.FORMING;
            case READY, DEGRADED -> before != Phase.RELEASING && before != Phase.ORPHANED;
            case RELEASING, ORPHANED -> true;
        };
    }
}
