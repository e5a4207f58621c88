package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.placement.GangRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A ledger that is older than what its agents were told: restored from a backup, or imported. It grants nothing until
 * every node of the unit has said what it holds; what the record lacks lives on as an Orphaned ComputeDomain.
 */
final class Restoring {

    private static final int NAME_CHARS = 40;

    private Restoring() {}

    /** An agent that was told something newer than its record, by this ledger's own word; its record outlives boots. */
    static boolean isBehind(NodeView view, UnitNode node) {
        return Adopting.agentGeneration(view) > node.generation();
    }

    static void behind(Draft draft, UnitRecord unit, UnitNode node) {
        if (unit.behind().contains(node.name())) {
            hear(draft, draft.view(node.name()).orElseThrow());
            return;
        }
        UnitRecord doubted = unit.behind().isEmpty() ? unit.doubted() : unit;
        SortedSet<NodeName> toHear = new TreeSet<>(doubted.behind());
        // Also where it was fenced since: it speaks, so it is not off.
        toHear.add(node.name());
        draft.write(doubted.withBehind(toHear));
        draft.note(
                true,
                "LedgerBehind",
                node.name(),
                node.name()
                        + " was told more than the ledger knows; its unit grants nothing until each node is heard.");
        toHear.forEach(name -> heard(draft, name));
    }

    /** One that is connected and has nothing new to say has said it. */
    private static void heard(Draft draft, NodeName node) {
        draft.view(node).filter(view -> view.observation().connected()).ifPresent(view -> hear(draft, view));
    }

    /** Takes down what a node holds. */
    static void hear(Draft draft, NodeView view) {
        Optional<Applied> applied = view.observation().applied();
        UnitRecord unit = draft.unitOf(view.node()).orElseThrow().unit();
        UnitNode node = unit.nodes().get(view.node());
        if (applied.isEmpty() || node == null || !unit.behind().contains(view.node())) {
            return;
        }
        SortedSet<NodeName> left = new TreeSet<>(unit.behind());
        left.remove(view.node());
        UnitRecord heard = unit.withBehind(left).with(node.bumpedAbove(Adopting.agentGeneration(view)));
        for (HeldGrant held : applied.get().held()) {
            heard = adopted(draft, heard, view.node(), held);
        }
        draft.write(heard);
        shrunk(unit, heard).forEach(uid -> settle(draft, uid));
        applied.get().held().forEach(held -> goOnEnding(draft, held.computeDomain()));
        draft.roomGrew();
    }

    /** ComputeDomains whose members made room for what was found. */
    private static List<ComputeDomainUid> shrunk(UnitRecord before, UnitRecord after) {
        return before.grants().values().stream()
                .filter(grant -> after.grant(grant.computeDomain())
                        .filter(left -> left.members()
                                .keySet()
                                .containsAll(grant.members().keySet()))
                        .isEmpty())
                .map(UnitGrant::computeDomain)
                .toList();
    }

    /** What is found of one that is being deleted is given back like the rest of it. */
    private static void goOnEnding(Draft draft, ComputeDomainUid uid) {
        draft.image()
                .computeDomains()
                .get(uid)
                .map(ComputeDomainState::computeDomain)
                .filter(record -> record.phase() == Phase.RELEASING)
                .ifPresent(record -> TakingOver.settle(draft, record));
    }

    /** A gang is whole or none: one that was forming starts over, one that was Ready is Degraded until it is deleted. */
    private static void settle(Draft draft, ComputeDomainUid uid) {
        draft.image().computeDomains().get(uid).ifPresent(state -> TakingOver.settle(draft, state.computeDomain()));
        draft.image().computeDomains().get(uid).ifPresent(state -> Forming.look(draft, state));
    }

    private static UnitRecord adopted(Draft draft, UnitRecord before, NodeName node, HeldGrant held) {
        Optional<UnitGrant> known = before.grant(held.computeDomain());
        if (known.filter(grant -> grant.members().containsKey(node)).isPresent()) {
            return before;
        }
        UnitRecord unit = withoutStale(before, node, held);
        UnitGrant grant =
                known.orElseGet(() -> orphan(draft, unit, held)).with(node, UnitGrant.Member.granted(held.gpus()));
        count(draft, unit, grant);
        return unit.with(grant);
    }

    /** What was found of an Orphaned ComputeDomain is how large it is, as far as anybody knows. */
    private static void count(Draft draft, UnitRecord unit, UnitGrant grant) {
        ComputeDomainRecord record = draft.image()
                .computeDomains()
                .get(grant.computeDomain())
                .map(ComputeDomainState::computeDomain)
                .orElseThrow();
        int elsewhere = record.units().stream()
                .filter(id -> !id.equals(unit.id()))
                .flatMap(id -> draft.image().units().get(id).stream())
                .flatMap(state -> state.unit().grant(record.uid()).stream())
                .mapToInt(other -> other.members().size())
                .sum();
        int found = elsewhere + grant.members().size();
        if (record.phase() == Phase.ORPHANED && record.spec().gang().nodes() < found) {
            GangRequest gang = new GangRequest(found, record.spec().gang().gpusPerNode(), OptionalInt.empty());
            draft.write(record.asking(new ComputeDomainSpec(gang, record.spec().timeToLive())));
        }
    }

    /**
     * What is held was granted after the ledger's state: whatever in it stood in the way had been given back by then.
     * A channel is given anew only once all of its grant is back, a GPU once its node's part is.
     */
    private static UnitRecord withoutStale(UnitRecord before, NodeName node, HeldGrant held) {
        UnitRecord unit = before;
        for (UnitGrant grant : before.grants().values()) {
            if (grant.computeDomain().equals(held.computeDomain())) {
                continue;
            }
            if (grant.channel() == held.channel() && held.channel() != 0) {
                unit = unit.without(grant);
            } else if (!Collections.disjoint(grant.gpus(node), held.gpus())) {
                unit = unit.with(grant.without(node, true));
            }
        }
        Quarantine stale = before.quarantines().get(held.channel());
        return stale == null ? unit : unit.with(held.channel(), stale.over());
    }

    private static UnitGrant orphan(Draft draft, UnitRecord unit, HeldGrant held) {
        Optional<ComputeDomainState> state = draft.image().computeDomains().get(held.computeDomain());
        ComputeDomainRecord record = state.map(ComputeDomainState::computeDomain)
                .orElseGet(() -> new ComputeDomainRecord(
                        held.computeDomain(),
                        name(draft.image(), held),
                        new ComputeDomainSpec(
                                new GangRequest(1, Math.max(1, held.gpus().size()), OptionalInt.empty()),
                                Optional.empty()),
                        draft.context().now(),
                        Optional.empty(),
                        Phase.ORPHANED,
                        List.of(),
                        Optional.empty(),
                        "",
                        ""));
        List<UnitId> units = new ArrayList<>(record.units());
        if (!units.contains(unit.id())) {
            units.add(unit.id());
        }
        ComputeDomainRecord found = record.on(units);
        draft.write(
                record.phase() == Phase.RELEASING
                        ? found
                        : found.in(
                                Phase.ORPHANED,
                                "LedgerBehind",
                                "Found on its nodes after the ledger was restored; delete ends it."));
        return new UnitGrant(held.computeDomain(), record.name(), held.channel(), new TreeMap<>(), new TreeSet<>());
    }

    /** Made of its uid; where that leaves nothing, or what another one has, numbered. */
    private static ComputeDomainName name(Image image, HeldGrant held) {
        String id =
                held.computeDomain().value().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String base = "orphan-" + id.substring(0, Math.min(NAME_CHARS, id.length()));
        int number = id.isEmpty() ? 1 : 0;
        ComputeDomainName name = new ComputeDomainName(base + (number == 0 ? "" : number));
        while (image.names().contains(name)) {
            number++;
            name = new ComputeDomainName(base + (id.isEmpty() ? "" : "-") + number);
        }
        return name;
    }
}
