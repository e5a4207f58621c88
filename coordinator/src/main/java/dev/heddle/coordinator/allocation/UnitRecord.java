package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The ledger's record of one unit: what one compare-and-set protects.
 *
 * @param id its own identity
 * @param cluster cluster uuid of its NVLink domain, an attribute that may change; none for a node without one
 * @param nodes its nodes
 * @param grants who holds what
 * @param quarantines channels kept back
 * @param behind nodes whose held grants must be heard before this record, which is older than what they were told,
 *     may be believed; empty = the record is current
 */
public record UnitRecord(
        UnitId id,
        ClusterUuid cluster,
        SortedMap<NodeName, UnitNode> nodes,
        SortedMap<ComputeDomainUid, UnitGrant> grants,
        SortedMap<Integer, Quarantine> quarantines,
        SortedSet<NodeName> behind) {

    /** Copies the collections. */
    public UnitRecord {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>((Map<NodeName, UnitNode>) nodes));
        grants = Collections.unmodifiableSortedMap(new TreeMap<>((Map<ComputeDomainUid, UnitGrant>) grants));
        quarantines = Collections.unmodifiableSortedMap(new TreeMap<>((Map<Integer, Quarantine>) quarantines));
        behind = Collections.unmodifiableSortedSet(new TreeSet<>((Collection<NodeName>) behind));
    }

    /** A unit without nodes. */
    public static UnitRecord empty(UnitId id, ClusterUuid cluster) {
        return new UnitRecord(id, cluster, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
    }

    /** One of its nodes. */
    public Optional<UnitNode> node(NodeName name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /** Its grant to a ComputeDomain. */
    public Optional<UnitGrant> grant(ComputeDomainUid uid) {
        return Optional.ofNullable(grants.get(uid));
    }

    /** Whether a node of it is granted or its word is waited for. */
    public boolean engages(NodeName node) {
        return grants.values().stream().anyMatch(grant -> grant.members().containsKey(node))
                || quarantines.values().stream().anyMatch(q -> q.waiting().containsKey(node));
    }

    /** With another cluster uuid. */
    public UnitRecord withCluster(ClusterUuid other) {
        return new UnitRecord(id, other, nodes, grants, quarantines, behind);
    }

    /** With a node added or replaced. */
    public UnitRecord with(UnitNode node) {
        SortedMap<NodeName, UnitNode> changed = new TreeMap<>(nodes);
        changed.put(node.name(), node);
        return new UnitRecord(id, cluster, changed, grants, quarantines, behind);
    }

    /** Without a node. */
    public UnitRecord without(NodeName node) {
        SortedMap<NodeName, UnitNode> changed = new TreeMap<>(nodes);
        changed.remove(node);
        return new UnitRecord(id, cluster, changed, grants, quarantines, behind);
    }

    /** With a grant added or replaced; a grant without members is removed. */
    public UnitRecord with(UnitGrant grant) {
        SortedMap<ComputeDomainUid, UnitGrant> changed = new TreeMap<>(grants);
        if (grant.members().isEmpty()) {
            changed.remove(grant.computeDomain());
        } else {
            changed.put(grant.computeDomain(), grant);
        }
        return new UnitRecord(id, cluster, nodes, changed, quarantines, behind);
    }

    /** Without a grant. */
    UnitRecord without(UnitGrant grant) {
        SortedMap<ComputeDomainUid, UnitGrant> changed = new TreeMap<>(grants);
        changed.remove(grant.computeDomain());
        return new UnitRecord(id, cluster, nodes, changed, quarantines, behind);
    }

    /** With a channel kept back; nobody left to wait for = free again. */
    public UnitRecord with(int channel, Quarantine quarantine) {
        SortedMap<Integer, Quarantine> changed = new TreeMap<>(quarantines);
        if (quarantine.waiting().isEmpty()) {
            changed.remove(channel);
        } else {
            changed.put(channel, quarantine);
        }
        return new UnitRecord(id, cluster, nodes, grants, changed, behind);
    }

    /**
     * Not believed until each of its nodes was heard, or is fenced: it may be older than what they were told. A fence in
     * it may have ended since, so it stands for nothing but that the node is scrubbed once it is heard.
     */
    public UnitRecord doubted() {
        UnitRecord doubted = this;
        for (UnitNode node : nodes.values()) {
            if (node.state().fenced()) {
                doubted =
                        doubted.with(node.with(node.state().withScrubbing(true)).bumped());
            }
        }
        return doubted.withBehind(new TreeSet<>(nodes.keySet()));
    }

    /** With other nodes still to be heard after a restore. */
    public UnitRecord withBehind(SortedSet<NodeName> nodesToHear) {
        return new UnitRecord(id, cluster, nodes, grants, quarantines, nodesToHear);
    }
}
