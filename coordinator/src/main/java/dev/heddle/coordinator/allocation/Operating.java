package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.health.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What operators do to nodes. */
final class Operating {

    private Operating() {}

    static Reply cordon(Draft draft, Command.Cordon cordon) {
        Optional<NodeName> stranger = cordon.nodes().stream()
                .filter(name -> draft.image().unitOf(name).isEmpty())
                .findFirst();
        if (stranger.isPresent()) {
            return unknown(draft, stranger.get());
        }
        List<NodeName> changed = new ArrayList<>();
        Set<ComputeDomainName> blocking = new TreeSet<>();
        for (NodeName name : cordon.nodes()) {
            UnitRecord unit = draft.image().unitOf(name).orElseThrow().unit();
            UnitNode node = unit.node(name).orElseThrow();
            if (node.state().cordoned() != cordon.on()) {
                draft.write(unit.with(node.with(node.state().withCordoned(cordon.on()))));
                changed.add(name);
                draft.note(
                        false,
                        cordon.on() ? "NodeCordoned" : "NodeUncordoned",
                        name,
                        name + (cordon.on() ? " takes nothing new." : " is open again."));
            }
            unit.grants().values().stream()
                    .filter(grant -> grant.members().containsKey(name))
                    .forEach(grant -> blocking.add(grant.name()));
        }
        if (!cordon.on()) {
            draft.roomGrew();
        }
        return new Reply.Cordoned(changed, List.copyOf(blocking));
    }

    static Reply fence(Draft draft, NodeName name) {
        Optional<UnitState> home = draft.image().unitOf(name);
        if (home.isEmpty()) {
            return unknown(draft, name);
        }
        if (speaks(draft.image(), name)) {
            return connected(name);
        }
        UnitRecord before = home.get().unit();
        UnitNode node = before.node(name).orElseThrow();
        UnitRecord unit = before.with(node.with(node.state().withFenced()).bumped());
        Set<NodeName> behind = new TreeSet<>(unit.behind());
        if (behind.remove(name)) {
            unit = unit.withBehind(new TreeSet<>(behind));
        }
        List<ComputeDomainUid> ended = new ArrayList<>();
        for (UnitGrant grant : before.grants().values()) {
            UnitGrant.Member member = grant.members().get(name);
            if (member != null && isFreedByFence(member)) {
                unit = Ending.without(unit, grant, name, false);
                ended.add(grant.computeDomain());
            }
        }
        draft.write(unit);
        draft.note(true, "NodeFenced", name, name + " was declared powered off by an operator.");
        ended.forEach(uid -> Ending.finish(draft, uid));
        draft.roomGrew();
        return new Reply.Done();
    }

    /** A fence stands for the confirmation of a release, and of nothing else. */
    private static boolean isFreedByFence(UnitGrant.Member member) {
        return member.releasing();
    }

    static Reply remark(Draft draft, Command.Remark remark) {
        draft.note(true, remark.reason(), remark.about(), "", remark.message());
        return new Reply.Done();
    }

    static Reply forget(Draft draft, NodeName name) {
        if (speaks(draft.image(), name)) {
            return connected(name);
        }
        Optional<UnitState> home = draft.image().unitOf(name);
        if (home.isEmpty()) {
            if (draft.image().strangers().get(name).isEmpty()) {
                return unknown(draft, name);
            }
            draft.add(new Event.NodeDropped(name));
            return new Reply.Done();
        }
        UnitRecord unit = home.get().unit();
        if (unit.grants().values().stream().anyMatch(grant -> grant.members().containsKey(name))) {
            return Reply.Refused.because(
                    Reply.Code.IN_USE,
                    name
                            + " is part of a ComputeDomain; delete it, and fence the node if it is off, before forgetting it.");
        }
        if (waitedFor(unit, name)) {
            return Reply.Refused.because(
                    Reply.Code.IN_USE,
                    "What " + name + " still holds is waited for; fence it if it is powered off, then forget it.");
        }
        UnitRecord freed = unit;
        for (Map.Entry<Integer, Quarantine> entry : unit.quarantines().entrySet()) {
            freed = freed.with(entry.getKey(), entry.getValue().without(name));
        }
        Set<NodeName> behind = new TreeSet<>(freed.behind());
        behind.remove(name);
        Moving.leave(draft, freed.withBehind(new TreeSet<>(behind)), name);
        draft.add(new Event.NodeDropped(name));
        draft.note(false, "NodeForgotten", name, name + " was removed by an operator.");
        return new Reply.Done();
    }

    /** Forgetting drops a node's word, so nothing may depend on it unless the node is known to be off. */
    private static boolean waitedFor(UnitRecord unit, NodeName name) {
        boolean fenced = unit.node(name).filter(node -> node.state().fenced()).isPresent();
        boolean quarantined = unit.quarantines().values().stream()
                .anyMatch(quarantine -> quarantine.waiting().containsKey(name));
        return !fenced && (quarantined || unit.behind().contains(name));
    }

    private static boolean speaks(Image image, NodeName name) {
        return image.view(name)
                .map(NodeView::observation)
                .filter(o -> o.connected())
                .isPresent();
    }

    private static Reply connected(NodeName name) {
        return Reply.Refused.because(
                Reply.Code.NODE_CONNECTED,
                "The agent on " + name + " is connected: stop it or power the node off first.");
    }

    private static Reply unknown(Draft draft, NodeName name) {
        boolean stranger = draft.image().strangers().get(name).isPresent();
        return Reply.Refused.because(
                Reply.Code.NOT_FOUND, stranger ? name + " is not adopted yet." : "There is no node " + name + ".");
    }
}
