package dev.heddle.sim.cluster.law;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.Quarantine;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.sim.virtual.NodeInvariants.Found;
import java.util.HashMap;
import java.util.Map;

/**
 * I1 and I2 in the ledger alone: no GPU in two grants, no channel of a unit in two ComputeDomains, no node or GPU in two
 * units. Records are written one by one, and these hold after each.
 */
final class OwnershipLaw {

    private final Found found;
    private final Map<GpuUuid, Owner> grants = new HashMap<>();
    private final Map<GpuUuid, Place> places = new HashMap<>();
    private final Map<NodeName, UnitId> homes = new HashMap<>();

    OwnershipLaw(Found found) {
        this.found = found;
    }

    private record Owner(UnitId unit, ComputeDomainUid uid, NodeName node) {}

    private record Place(UnitId unit, NodeName node) {}

    void clear() {
        grants.clear();
        places.clear();
        homes.clear();
    }

    void written(UnitChange change) {
        forget(change.before());
        for (UnitNode node : change.after().nodes().values()) {
            node(change.unit(), node);
        }
        change.after().grants().values().forEach(grant -> grant(change.unit(), grant));
        channels(change.after());
    }

    private void forget(UnitRecord unit) {
        for (UnitNode node : unit.nodes().values()) {
            homes.remove(node.name(), unit.id());
            node.gpus().forEach(gpu -> places.remove(gpu, new Place(unit.id(), node.name())));
        }
        for (UnitGrant grant : unit.grants().values()) {
            grant.members()
                    .forEach((node, member) -> member.gpus()
                            .forEach(gpu -> grants.remove(gpu, new Owner(unit.id(), grant.computeDomain(), node))));
        }
    }

    private void node(UnitId unit, UnitNode node) {
        UnitId other = homes.putIfAbsent(node.name(), unit);
        if (other != null) {
            found.violation("I1", node.name() + " is written into " + unit + " while " + other + " has it");
        }
        for (GpuUuid gpu : node.gpus()) {
            Place place = places.putIfAbsent(gpu, new Place(unit, node.name()));
            if (place != null) {
                found.violation(
                        "I1",
                        gpu + " is written into " + unit + " as of " + node.name() + " while " + place.unit()
                                + " has it as of " + place.node());
            }
        }
    }

    private void grant(UnitId unit, UnitGrant grant) {
        grant.members().forEach((node, member) -> {
            for (GpuUuid gpu : member.gpus()) {
                Owner other = grants.putIfAbsent(gpu, new Owner(unit, grant.computeDomain(), node));
                if (other != null) {
                    found.violation(
                            "I1",
                            gpu + " is granted to " + grant.computeDomain() + " in " + unit + " on " + node + " and to "
                                    + other.uid() + " in " + other.unit() + " on " + other.node());
                }
            }
        });
    }

    private void channels(UnitRecord unit) {
        Map<Integer, ComputeDomainUid> taken = new HashMap<>();
        for (UnitGrant grant : unit.grants().values()) {
            ComputeDomainUid other = grant.channel() == 0 ? null : taken.put(grant.channel(), grant.computeDomain());
            if (other != null) {
                found.violation(
                        "I2",
                        "channel " + grant.channel() + " of " + unit.id() + " is granted to " + other + " and to "
                                + grant.computeDomain());
            }
        }
        for (Map.Entry<Integer, Quarantine> kept : unit.quarantines().entrySet()) {
            ComputeDomainUid other = taken.get(kept.getKey());
            if (other != null) {
                found.violation(
                        "I2",
                        "channel " + kept.getKey() + " of " + unit.id() + " is granted to " + other
                                + " while it is kept back after "
                                + kept.getValue().computeDomain());
            }
        }
    }
}
