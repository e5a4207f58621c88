package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Taking grants back: ordering it, one member gone, the whole gone. */
final class Ending {

    private Ending() {}

    /** Tells every member of a grant to give back; a fenced node, known to be off, is gone at once. */
    static UnitRecord released(UnitRecord before, ComputeDomainUid uid) {
        Optional<UnitGrant> granted = before.grant(uid);
        if (granted.isEmpty()) {
            return before;
        }
        UnitRecord unit = before;
        for (NodeName name : granted.get().members().keySet()) {
            UnitGrant grant = unit.grants().get(uid);
            UnitNode node = unit.nodes().get(name);
            UnitGrant.Member member = grant == null ? null : grant.members().get(name);
            if (grant == null || member == null || member.releasing()) {
                continue;
            }
            if (node == null) {
                unit = without(unit, grant, name, false);
            } else if (isKnownOff(node)) {
                unit = without(unit.with(node.bumped()), grant, name, false);
            } else {
                UnitNode bumped = node.bumped();
                unit = unit.with(bumped).with(grant.with(name, member.releasedAt(bumped.generation())));
            }
        }
        return unit;
    }

    /** Grants again what members were told to give back and have not confirmed. */
    static UnitRecord kept(UnitRecord before, ComputeDomainUid uid) {
        Optional<UnitGrant> granted = before.grant(uid);
        if (granted.isEmpty()) {
            return before;
        }
        UnitRecord unit = before;
        UnitGrant grant = granted.get();
        for (Map.Entry<NodeName, UnitGrant.Member> member :
                granted.get().members().entrySet()) {
            Optional<UnitNode> node = before.node(member.getKey());
            if (member.getValue().releasing() && node.isPresent()) {
                grant = grant.with(
                        member.getKey(),
                        UnitGrant.Member.granted(member.getValue().gpus()));
                unit = unit.with(node.get().bumped());
            }
        }
        return unit.with(grant);
    }

    /** Nothing can run on a node that an operator declared off. */
    private static boolean isKnownOff(UnitNode node) {
        return node.state().fenced();
    }

    /** One member is gone from a grant; after the last, a channel that ended uncleanly is kept back. */
    static UnitRecord without(UnitRecord unit, UnitGrant grant, NodeName node, boolean clean) {
        UnitGrant left =
                unit.grants().getOrDefault(grant.computeDomain(), grant).without(node, clean);
        UnitRecord changed = unit.with(left);
        if (!left.members().isEmpty() || left.unclean().isEmpty() || left.channel() == 0) {
            return changed;
        }
        SortedMap<NodeName, Long> waiting = new TreeMap<>();
        for (NodeName dirty : left.unclean()) {
            UnitNode known = unit.nodes().get(dirty);
            if (known != null) {
                waiting.put(dirty, known.generation() + 1);
                // One that is off gets that generation when it returns; one that is back already gets it now.
                changed = isKnownOff(known) ? changed : changed.with(known.bumped());
            }
        }
        return changed.with(left.channel(), new Quarantine(left.computeDomain(), waiting));
    }

    /** Erases a ComputeDomain that gives back once no unit grants it anything. */
    static void finish(Draft draft, ComputeDomainUid uid) {
        Optional<ComputeDomainState> state = draft.image().computeDomains().get(uid);
        if (state.isEmpty() || granted(draft.image(), state.get().computeDomain())) {
            return;
        }
        ComputeDomainRecord record = state.get().computeDomain();
        if (record.phase() == Phase.RELEASING) {
            draft.erase(record);
            draft.note(false, "ComputeDomainGone", record, record.name() + " gave everything back.");
            draft.roomGrew();
        }
    }

    /** Whether any unit still grants it something, or cannot be read and may. */
    static boolean granted(Image image, ComputeDomainRecord record) {
        for (UnitId id : record.units()) {
            boolean granted = image.units()
                    .get(id)
                    .flatMap(unit -> unit.unit().grant(record.uid()))
                    .isPresent();
            if (granted || image.unreadable(id)) {
                return true;
            }
        }
        return false;
    }
}
