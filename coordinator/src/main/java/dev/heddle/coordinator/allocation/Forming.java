package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Moves ComputeDomains along as their members report. */
final class Forming {

    private Forming() {}

    /** Looks again at every ComputeDomain that holds something on a node. */
    static void reconsider(Draft draft, NodeName node) {
        Optional<UnitState> unit = draft.unitOf(node);
        if (unit.isEmpty()) {
            return;
        }
        List<ComputeDomainUid> concerned = unit.get().unit().grants().values().stream()
                .filter(grant -> grant.members().containsKey(node))
                .map(UnitGrant::computeDomain)
                .toList();
        concerned.forEach(uid -> draft.image().computeDomains().get(uid).ifPresent(state -> {
            // Right after a change of leader, a member that never spoke to this one is not lost for that.
            if (Members.views(draft.image(), state.computeDomain()).allMatch(Optional::isPresent)) {
                look(draft, state);
            }
        }));
    }

    /** Looks again at every ComputeDomain that holds something. */
    static void reconsiderAll(Draft draft) {
        List<ComputeDomainState> live = new ArrayList<>();
        for (ComputeDomainState state : draft.image().computeDomains().values()) {
            if (!state.computeDomain().units().isEmpty()) {
                live.add(state);
            }
        }
        live.forEach(state -> look(draft, state));
    }

    /**
     * Looks again at a ComputeDomain, unless one of its members' agents has just come back and is about to speak: as when
     * its coordinator stopped, which is no loss of a member.
     */
    static void look(Draft draft, ComputeDomainState state) {
        ComputeDomainRecord record = state.computeDomain();
        if (Members.views(draft.image(), record)
                .flatMap(Optional::stream)
                .anyMatch(view -> view.observation().isOpening())) {
            return;
        }
        Formation formation = Members.formation(draft.image(), record);
        Optional<Phase> back = draft.rules().computeDomains().next(record.phase(), Trigger.UNPLACED, formation);
        if (isStray(formation) && back.isPresent()) {
            Releasing.undo(draft, record.in(back.get(), formation.reason(), formation.message()));
            draft.note(true, "ComputeDomainUndone", record, record.name() + " is placed anew: " + formation.message());
            return;
        }
        Phase next = draft.rules()
                .computeDomains()
                .next(record.phase(), Trigger.MEMBERS_CHANGED, formation)
                .orElse(record.phase());
        boolean otherReason = next == Phase.DEGRADED && !formation.reason().equals(record.reason());
        if (next == record.phase() && !otherReason) {
            return;
        }
        ComputeDomainRecord moved = record.in(next, formation.reason(), formation.message());
        draft.write(next == Phase.READY ? moved.readySince(draft.context().now()) : moved);
        draft.note(
                next == Phase.DEGRADED,
                "ComputeDomain" + Names.camel(next),
                record,
                record.name() + " is " + Names.camel(next)
                        + (formation.message().isEmpty() ? "." : ": " + formation.message()));
    }

    /**
     * Whether its clique was split or joined since it was granted. Before it was Ready it never will be then: its nodes
     * join their new clique only once it has given them back, and nothing runs in it that could be lost.
     */
    private static boolean isStray(Formation formation) {
        return formation.reason().equals(Members.CLIQUE_CHANGED);
    }
}
