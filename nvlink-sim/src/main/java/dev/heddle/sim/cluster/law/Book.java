package dev.heddle.sim.cluster.law;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The ledger as its writes have left it so far. */
final class Book {

    private final SortedMap<UnitId, UnitRecord> units = new TreeMap<>();
    private final SortedMap<ComputeDomainUid, ComputeDomainRecord> computeDomains = new TreeMap<>();
    private final Map<NodeName, UnitId> homes = new HashMap<>();

    /** One record is this now, or gone. */
    void write(RecordKey key, Optional<Object> after) {
        switch (key.kind()) {
            case UNIT -> unit(new UnitId(key.id()), after.map(UnitRecord.class::cast));
            case COMPUTE_DOMAIN -> {
                ComputeDomainUid uid = new ComputeDomainUid(key.id());
                computeDomains.remove(uid);
                after.ifPresent(record -> computeDomains.put(uid, (ComputeDomainRecord) record));
            }
        }
    }

    private void unit(UnitId id, Optional<UnitRecord> after) {
        UnitRecord before = units.remove(id);
        if (before != null) {
            before.nodes().keySet().forEach(node -> homes.remove(node, id));
        }
        after.ifPresent(unit -> {
            units.put(id, unit);
            unit.nodes().keySet().forEach(node -> homes.put(node, id));
        });
    }

    /** Nothing is written. */
    void clear() {
        units.clear();
        computeDomains.clear();
        homes.clear();
    }

    Set<ComputeDomainUid> computeDomains() {
        return Collections.unmodifiableSet(computeDomains.keySet());
    }

    Optional<ComputeDomainRecord> computeDomain(ComputeDomainUid uid) {
        return Optional.ofNullable(computeDomains.get(uid));
    }

    /** The unit of a node. */
    Optional<UnitRecord> home(NodeName node) {
        return Optional.ofNullable(homes.get(node)).map(units::get);
    }

    /** A node's entry in its unit. */
    Optional<UnitNode> node(NodeName node) {
        return home(node).flatMap(unit -> unit.node(node));
    }

    /** Whether a node's part of a ComputeDomain is asked back. */
    boolean isAskedBack(NodeName node, ComputeDomainUid uid) {
        return home(node)
                .flatMap(unit -> unit.grant(uid))
                .map(grant -> grant.members().get(node))
                .filter(UnitGrant.Member::releasing)
                .isPresent();
    }

    /** Members that are granted and not asked back, in the units that a ComputeDomain's record names. */
    long members(ComputeDomainRecord record) {
        return record.units().stream()
                .map(units::get)
                .filter(unit -> unit != null)
                .flatMap(unit -> unit.grant(record.uid()).stream())
                .flatMap(grant -> grant.members().values().stream())
                .filter(member -> !member.releasing())
                .count();
    }
}
