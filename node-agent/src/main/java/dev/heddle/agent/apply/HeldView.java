package dev.heddle.agent.apply;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.HeldState;
import dev.heddle.contract.model.Limits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The record's grants as the coordinator hears of them: each ComputeDomain once, what is on the node first. */
final class HeldView {

    private HeldView() {}

    /**
     * @param held the record's grants
     * @param details why a grant is unfinished
     */
    static List<HeldGrant> of(List<HeldEntry> held, Map<HeldEntry.Key, String> details) {
        Map<ComputeDomainUid, HeldGrant> view = new LinkedHashMap<>();
        held.stream().filter(entry -> entry.phase() != Phase.APPLYING).forEach(entry -> put(view, entry, details));
        held.stream().filter(entry -> entry.phase() == Phase.APPLYING).forEach(entry -> put(view, entry, details));
        return view.values().stream().limit(Limits.MAX_GRANTS_PER_NODE).toList();
    }

    private static void put(
            Map<ComputeDomainUid, HeldGrant> view, HeldEntry entry, Map<HeldEntry.Key, String> details) {
        Grant grant = entry.grant();
        String detail = details.getOrDefault(entry.key(), entry.phase() == Phase.FOUND ? "found on the node" : "");
        view.putIfAbsent(
                grant.computeDomain(),
                new HeldGrant(
                        grant.computeDomain(), grant.channel(), grant.gpus(), state(entry.phase()), shortened(detail)));
    }

    private static HeldState state(Phase phase) {
        return switch (phase) {
            case APPLYING -> HeldState.FAILED;
            case APPLIED, FOUND -> HeldState.APPLIED;
            case RELEASING -> HeldState.RELEASING;
        };
    }

    private static String shortened(String detail) {
        return detail.length() <= Limits.MAX_TEXT_CHARS ? detail : detail.substring(0, Limits.MAX_TEXT_CHARS);
    }
}
