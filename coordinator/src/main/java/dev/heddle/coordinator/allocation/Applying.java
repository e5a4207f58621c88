package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.RecordState;
import dev.heddle.coordinator.health.NodeView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a node's applied report settles: releases, scrubs and quarantines. A report counts only if nothing about it is in doubt. */
final class Applying {

    private Applying() {}

    static void heard(Draft draft, NodeView view) {
        Optional<UnitState> home = draft.unitOf(view.node());
        Optional<Applied> applied = view.observation().applied();
        if (home.isEmpty() || applied.isEmpty() || !view.observation().connected()) {
            return;
        }
        UnitNode node = home.get().unit().nodes().get(view.node());
        if (node == null || !counts(draft.image(), view, node, applied.get())) {
            return;
        }
        UnitRecord unit = settled(home.get().unit(), node, applied.get());
        if (!unit.equals(home.get().unit())) {
            draft.write(unit);
            draft.roomGrew();
            finish(draft, home.get().unit(), unit);
        }
    }

    /** Under this leader's epoch, from the adopted boot, with a record that could be trusted. */
    private static boolean counts(Image image, NodeView view, UnitNode node, Applied applied) {
        return isUnderEpochOf(image, applied) && isFromAdoptedBoot(view, node, applied) && isTrusted(applied);
    }

    private static boolean isUnderEpochOf(Image image, Applied applied) {
        return applied.stamp().epoch() == image.version().epoch();
    }

    private static boolean isFromAdoptedBoot(NodeView view, UnitNode node, Applied applied) {
        return applied.boot().equals(node.boot()) && view.observation().boot().equals(node.boot());
    }

    private static boolean isTrusted(Applied applied) {
        return applied.record() == RecordState.INTACT;
    }

    private static UnitRecord settled(UnitRecord before, UnitNode node, Applied applied) {
        long generation = applied.stamp().generation();
        UnitRecord unit = before;
        for (UnitGrant grant : before.grants().values()) {
            UnitGrant.Member member = grant.members().get(node.name());
            if (member != null && isReleased(member, generation) && !holds(applied, grant.computeDomain())) {
                unit = Ending.without(unit, grant, node.name(), true);
            }
        }
        for (Map.Entry<Integer, Quarantine> entry : before.quarantines().entrySet()) {
            Long from = entry.getValue().waiting().get(node.name());
            if (from != null
                    && generation >= from
                    && !holds(applied, entry.getValue().computeDomain())) {
                unit = unit.with(entry.getKey(), entry.getValue().without(node.name()));
            }
        }
        if (isScrubbed(node, generation)) {
            UnitNode scrubbed = node.with(node.state().withScrubbing(false)).bumped();
            unit = unit.with(scrubbed);
        }
        return unit;
    }

    /** Whether a report at {@code generation} was made in the knowledge of the order to give back. */
    private static boolean isReleased(UnitGrant.Member member, long generation) {
        return member.releasing() && generation >= member.releasingAt().getAsLong();
    }

    /**
     * Whether a report at {@code generation} echoes the order to scrub. One beyond it proves an older record, which
     * another generation would hide; a node that was declared off since is scrubbed anew.
     */
    private static boolean isScrubbed(UnitNode node, long generation) {
        return node.state().scrubbing() && !node.state().fenced() && generation == node.generation();
    }

    private static boolean holds(Applied applied, ComputeDomainUid uid) {
        return applied.held().stream().anyMatch(held -> held.computeDomain().equals(uid));
    }

    private static void finish(Draft draft, UnitRecord before, UnitRecord after) {
        List<ComputeDomainUid> ended = before.grants().keySet().stream()
                .filter(uid -> !after.grants().containsKey(uid))
                .toList();
        ended.forEach(uid -> Ending.finish(draft, uid));
    }
}
