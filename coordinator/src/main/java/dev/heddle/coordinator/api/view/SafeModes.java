package dev.heddle.coordinator.api.view;

import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.api.dto.FabricDto;
import java.util.List;
import java.util.Optional;

/** What a ledger unit waits for after a change of leader or of the ledger, and what ends that. */
final class SafeModes {

    private SafeModes() {}

    /**
     * Why a unit grants nothing, or not everything.
     *
     * @param reason one word
     * @param exit what ends it
     */
    private enum Reason {
        NOT_STAMPED(
                "NotStamped",
                "It grants nothing until the leader has written its record under the new epoch, which takes a moment while"
                        + " the ledger answers."),
        LEDGER_BEHIND(
                "LedgerBehind",
                "It grants nothing until each of these nodes has said what it holds. One that will not come back:"
                        + " heddle node fence NODE --powered-off."),
        NODES_NOT_HEARD(
                "NodesNotHeard",
                "These nodes are granted nothing until their agents have reported to this leader and obey it; the unit's"
                        + " other nodes are. One that will not come back: heddle node forget NODE.");

        private final String word;
        private final String exit;

        Reason(String word, String exit) {
            this.word = word;
            this.exit = exit;
        }
    }

    static Optional<FabricDto.Waiting> waiting(UnitState unit, boolean stamped, NodeGroup group) {
        List<String> behind =
                unit.unit().behind().stream().map(node -> node.value()).toList();
        List<String> unheard = group.byName().values().stream()
                .filter(SafeModes::unheard)
                .map(node -> node.name().value())
                .toList();
        if (!stamped) {
            return Optional.of(waiting(unit, group, Reason.NOT_STAMPED, List.of()));
        }
        if (!behind.isEmpty()) {
            return Optional.of(waiting(unit, group, Reason.LEDGER_BEHIND, behind));
        }
        return unheard.isEmpty()
                ? Optional.empty()
                : Optional.of(waiting(unit, group, Reason.NODES_NOT_HEARD, unheard));
    }

    private static boolean unheard(NodeEntry node) {
        return node.view().isEmpty()
                || node.standing()
                        .closed()
                        .filter(closed -> closed.cause().equals("SafeMode"))
                        .isPresent();
    }

    private static FabricDto.Waiting waiting(UnitState unit, NodeGroup group, Reason reason, List<String> waitsFor) {
        int heard = (int)
                group.byName().values().stream().filter(NodeEntry::connected).count();
        String rack = group.byRack().isEmpty()
                ? ""
                : group.byRack().keySet().iterator().next().value();
        return new FabricDto.Waiting(
                unit.unit().id().value(),
                rack,
                reason.word,
                heard,
                group.byName().size(),
                waitsFor.stream().limit(FabricDto.Waiting.MAX_NAMED).toList(),
                reason.exit);
    }
}
