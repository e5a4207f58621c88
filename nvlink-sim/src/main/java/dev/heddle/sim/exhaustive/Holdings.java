package dev.heddle.sim.exhaustive;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.Quarantine;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who holds what, in a ledger or on a node.
 *
 * @param gpus ComputeDomains of each GPU
 * @param channels ComputeDomains of each channel, {@code unit/number}
 * @param members nodes of each ComputeDomain, {@code uid/node}, with whether it gives back
 * @param phases ComputeDomains and their phases
 * @param doubts what is wrong with it already
 */
record Holdings(
        Map<String, Set<String>> gpus,
        Map<String, Set<String>> channels,
        Map<String, Boolean> members,
        Map<String, ComputeDomainRecord> phases,
        List<String> doubts) {

    private static final String QUARANTINED = "quarantine of ";

    /** What a ledger grants. */
    static Holdings of(Store store, SmallLedger ledger) {
        Holdings holdings = new Holdings(
                new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new java.util.ArrayList<>());
        for (Store.Row row : store.rows().values()) {
            Object body = ledger.body(row.body());
            if (body instanceof UnitRecord unit) {
                holdings.add(unit);
            } else if (body instanceof ComputeDomainRecord record) {
                holdings.phases.put(record.uid().value(), record);
            }
        }
        holdings.gpus.forEach((gpu, who) -> holdings.alone("I1", gpu, who, "is granted to "));
        holdings.channels.forEach((channel, who) -> holdings.alone("I2", "channel " + channel, who, "is granted to "));
        return holdings;
    }

    private void add(UnitRecord unit) {
        for (UnitGrant grant : unit.grants().values()) {
            String uid = grant.computeDomain().value();
            if (grant.channel() != 0) {
                put(channels, unit.id() + "/" + grant.channel(), uid);
            }
            for (Map.Entry<NodeName, UnitGrant.Member> member : grant.members().entrySet()) {
                members.put(uid + "/" + member.getKey(), member.getValue().releasing());
                for (GpuUuid gpu : member.getValue().gpus()) {
                    put(gpus, gpu.value(), uid);
                }
            }
        }
        for (Map.Entry<Integer, Quarantine> kept : unit.quarantines().entrySet()) {
            ComputeDomainUid uid = kept.getValue().computeDomain();
            put(channels, unit.id() + "/" + kept.getKey(), QUARANTINED + uid);
        }
    }

    /** What a node lets processes use, and what they use. */
    static Holdings of(Node node, String unit) {
        Holdings holdings = new Holdings(
                new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new java.util.ArrayList<>());
        node.specs().values().forEach(spec -> holdings.add(spec, unit));
        node.workloads().values().forEach(process -> holdings.add(process, unit));
        holdings.gpus.forEach((gpu, who) -> holdings.alone("I1", gpu, who, "is used by "));
        holdings.channels.forEach((channel, who) -> holdings.alone("I2", "channel " + channel, who, "is used by "));
        return holdings;
    }

    private void add(Workload workload, String unit) {
        workload.gpus().forEach(gpu -> put(gpus, gpu, workload.computeDomain()));
        if (workload.channel() != 0) {
            put(channels, unit + "/" + workload.channel(), workload.computeDomain());
        }
    }

    private void alone(String invariant, String what, Set<String> who, String how) {
        if (who.size() > 1) {
            doubts.add(invariant + ": " + what + " " + how + who);
        }
    }

    private static void put(Map<String, Set<String>> map, String key, String who) {
        map.computeIfAbsent(key, k -> new HashSet<>()).add(who);
    }

    /** The first thing that has come to have an owner here since {@code before} which has another one there. */
    Optional<String> clash(Holdings before, Holdings there, String how) {
        return clash("I1", gpus, before.gpus, there.gpus, how)
                .or(() -> clash("I2", channels, before.channels, there.channels, how));
    }

    private static Optional<String> clash(
            String invariant,
            Map<String, Set<String>> now,
            Map<String, Set<String>> before,
            Map<String, Set<String>> there,
            String how) {
        for (Map.Entry<String, Set<String>> entry : now.entrySet()) {
            for (String who : entry.getValue()) {
                boolean fresh = !before.getOrDefault(entry.getKey(), Set.of()).contains(who);
                Set<String> others = new HashSet<>(there.getOrDefault(entry.getKey(), Set.of()));
                others.remove(who);
                others.remove(QUARANTINED + who);
                if (fresh && !others.isEmpty() && !who.startsWith(QUARANTINED)) {
                    return Optional.of(
                            invariant + ": " + entry.getKey() + " " + how + " " + who + " while " + others + " has it");
                }
            }
        }
        return Optional.empty();
    }
}
