package dev.heddle.sim.cluster.law;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Members;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.Placing;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.placement.Placement;
import dev.heddle.sim.cluster.Cluster;
import dev.heddle.sim.cluster.LedgerStore;
import dev.heddle.sim.virtual.VirtualNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** I5 of the ledger: nothing in it waits for what is there, nothing is half done, nothing is left over. */
final class LedgerAtRest {

    private final LedgerStore store;
    private final Cluster cluster;
    private final Image image;
    private final List<String> differences;

    /**
     * @param image what the leader shows
     * @param differences gets what is found
     */
    LedgerAtRest(Cluster cluster, Image image, List<String> differences) {
        this.cluster = cluster;
        this.store = cluster.store();
        this.image = image;
        this.differences = differences;
    }

    void look() {
        shown();
        store.units().forEach(this::unit);
        store.computeDomains().forEach(this::computeDomain);
        stamped();
    }

    private boolean isReachable(NodeName node) {
        return cluster.fleet().node(node).filter(VirtualNode::running).isPresent();
    }

    private boolean areReachable(Collection<NodeName> nodes) {
        return nodes.stream().allMatch(this::isReachable);
    }

    /** The leader shows what is stored. */
    private void shown() {
        SortedMap<String, Records.Versioned> stored = new TreeMap<>();
        store.rows().values().forEach(row -> {
            String name = row.record() instanceof UnitRecord unit
                    ? "unit " + unit.id()
                    : "ComputeDomain " + ((ComputeDomainRecord) row.record()).uid();
            stored.put(name, new Records.Versioned(row.record(), row.version()));
        });
        Records ledger = new Records(stored);
        Records leader = Records.of(image);
        if (!ledger.equals(leader)) {
            differences.add(
                    "the leader shows " + leader.without(ledger) + ", the ledger holds " + ledger.without(leader));
        }
    }

    private void stamped() {
        store.rows().forEach((key, row) -> {
            if (row.record() instanceof UnitRecord && row.epoch() != store.epoch()) {
                differences.add(
                        key + " is of epoch " + row.epoch() + " and in safe mode; the epoch is " + store.epoch());
            }
        });
    }

    private void unit(UnitRecord unit) {
        if (!unit.behind().isEmpty() && areReachable(unit.behind())) {
            differences.add(unit.id() + " is behind and waits for " + unit.behind() + ", which are there");
        }
        unit.quarantines().forEach((channel, kept) -> {
            if (kept.waiting().keySet().stream().anyMatch(this::isReachable)) {
                differences.add(
                        "channel " + channel + " of " + unit.id() + " is kept back after " + kept.computeDomain()
                                + " and waits for " + kept.waiting().keySet() + ", some of which are there");
            }
        });
        unit.grants().values().forEach(grant -> grant(unit, grant));
    }

    private void grant(UnitRecord unit, UnitGrant grant) {
        ComputeDomainUid uid = grant.computeDomain();
        Optional<ComputeDomainRecord> owner = store.computeDomains().stream()
                .filter(record -> record.uid().equals(uid) && record.units().contains(unit.id()))
                .findFirst();
        boolean returning = grant.members().entrySet().stream()
                .allMatch(member -> member.getValue().releasing());
        boolean left = grant.members().entrySet().stream()
                .anyMatch(member -> member.getValue().releasing() && isReachable(member.getKey()));
        if (owner.isEmpty() && !(returning && !left)) {
            differences.add(unit.id() + " grants to " + uid + ", and no ComputeDomain's record says so");
        }
        if (left) {
            differences.add(uid + " is asked back from " + grant.members() + " in " + unit.id()
                    + ", and who is there of them has not given it back");
        }
    }

    private void computeDomain(ComputeDomainRecord record) {
        List<NodeName> members = members(record);
        boolean reachable = areReachable(members);
        switch (record.phase()) {
            case PENDING -> pending(record, members);
            case FORMING -> {
                if (reachable) {
                    differences.add(text(record) + " and its members " + members + " are there");
                }
            }
            case RELEASING -> {
                if (reachable) {
                    differences.add(text(record) + " and waits for " + members + ", which are there");
                }
            }
            case READY -> {
                if (!reachable || members.size() != record.spec().gang().nodes()) {
                    differences.add(text(record) + " with the members " + members);
                }
            }
            case DEGRADED -> {
                // Where a part was lost with an older ledger it never becomes Ready, nor where a part was granted in a
                // clique that has been split or joined since: its user has to delete it.
                if (reachable
                        && members.size() == record.spec().gang().nodes()
                        && !record.reason().equals(Members.CLIQUE_CHANGED)) {
                    differences.add(text(record) + " and all its members " + members + " are there");
                }
            }
            case ORPHANED -> {}
        }
    }

    private static String text(ComputeDomainRecord record) {
        return record.uid() + " (" + record.name() + ") is " + record.phase() + " " + record.message();
    }

    private List<NodeName> members(ComputeDomainRecord record) {
        List<NodeName> members = new ArrayList<>();
        for (UnitId id : record.units()) {
            store.unit(id)
                    .flatMap(unit -> unit.grant(record.uid()))
                    .ifPresent(grant -> members.addAll(grant.members().keySet()));
        }
        return members;
    }

    /** Room is judged as late as can be, when everyone older holds back what it could use. */
    private void pending(ComputeDomainRecord record, List<NodeName> members) {
        Instant late = store.computeDomains().stream()
                .filter(other -> other.phase() == Phase.PENDING)
                .map(ComputeDomainRecord::createdAt)
                .max(Comparator.naturalOrder())
                .orElse(record.createdAt())
                .plus(Duration.ofDays(1));
        if (!members.isEmpty()) {
            if (areReachable(members)) {
                differences.add(text(record) + " and still has " + members);
            }
        } else if (Placing.explain(image, record, late, cluster.rules().patience()) instanceof Placement.Placed) {
            differences.add(text(record) + " and there is room for it");
        }
    }
}
