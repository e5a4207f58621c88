package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.placement.GangRequest;
import java.time.Instant;
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

    /** An agent that was told something newer than its record, by this ledger's own word. */
    static boolean isBehind(NodeView view, UnitNode node) {
        return view.observation().boot().equals(node.boot()) && Adopting.agentGeneration(view) > node.generation();
    }

    static void behind(Draft draft, UnitRecord unit, UnitNode node) {
        if (!unit.behind().isEmpty()) {
            hear(draft, draft.image().view(node.name()).orElseThrow());
            return;
        }
        SortedSet<NodeName> toHear = new TreeSet<>(unit.nodes().keySet());
        unit.nodes().values().stream()
                .filter(other -> other.state().fenced())
                .forEach(other -> toHear.remove(other.name()));
        draft.write(unit.withBehind(toHear));
        draft.note(
                true,
                "LedgerBehind",
                node.name(),
                node.name()
                        + " was told more than the ledger knows; its unit grants nothing until each node is heard.");
        hear(draft, draft.image().view(node.name()).orElseThrow());
    }

    /** Takes down what a node holds. */
    static void hear(Draft draft, NodeView view) {
        Optional<Applied> applied = view.observation().applied();
        UnitRecord unit = draft.image().unitOf(view.node()).orElseThrow().unit();
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
        draft.roomGrew();
    }

    private static UnitRecord adopted(Draft draft, UnitRecord unit, NodeName node, HeldGrant held) {
        Optional<UnitGrant> known = unit.grant(held.computeDomain());
        if (known.filter(grant -> grant.members().containsKey(node)).isPresent()) {
            return unit;
        }
        UnitGrant grant = known.orElseGet(() -> orphan(draft, unit, held));
        return unit.with(grant.with(node, UnitGrant.Member.granted(held.gpus())));
    }

    private static UnitGrant orphan(Draft draft, UnitRecord unit, HeldGrant held) {
        Optional<ComputeDomainState> state = draft.image().computeDomains().get(held.computeDomain());
        ComputeDomainRecord record = state.map(ComputeDomainState::computeDomain)
                .orElseGet(() -> new ComputeDomainRecord(
                        held.computeDomain(),
                        name(held),
                        new ComputeDomainSpec(
                                new GangRequest(1, Math.max(1, held.gpus().size()), OptionalInt.empty()),
                                Optional.empty()),
                        Instant.EPOCH,
                        Optional.empty(),
                        Phase.ORPHANED,
                        List.of(),
                        Optional.empty(),
                        "",
                        ""));
        List<dev.heddle.contract.model.UnitId> units = new java.util.ArrayList<>(record.units());
        if (!units.contains(unit.id())) {
            units.add(unit.id());
        }
        draft.write(record.on(units)
                .in(
                        Phase.ORPHANED,
                        "LedgerBehind",
                        "Found on its nodes after the ledger was restored; delete ends it."));
        return new UnitGrant(held.computeDomain(), record.name(), held.channel(), new TreeMap<>(), new TreeSet<>());
    }

    private static ComputeDomainName name(HeldGrant held) {
        String id =
                held.computeDomain().value().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return new ComputeDomainName("orphan-" + id.substring(0, Math.min(NAME_CHARS, id.length())));
    }
}
