package dev.heddle.sim.cluster.law;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.sim.cluster.Cluster;
import dev.heddle.sim.virtual.NodeInvariants;
import dev.heddle.sim.virtual.NodeInvariants.Found;
import java.util.Optional;

/**
 * What must hold of a cluster at all times. Writes and decisions are looked at as they happen, nodes after every event;
 * users say what they were told.
 */
public final class ClusterInvariants implements Cluster.Watcher {

    private final Cluster cluster;
    private final Found found;
    private final NodeInvariants nodes;
    private final LedgerLaws ledger;
    private final KeptLaw kept;
    private final CleanLaw clean;
    private final ConfirmedLaw confirmed;
    private final SameLedger same;
    private final Successor successor;

    /**
     * Watches a cluster, from before its start.
     *
     * @param oneIn how many decisions there are to one that a successor decides again, which costs as much as a hundred
     *     decisions do
     * @param found hears of what does not hold
     */
    public ClusterInvariants(Cluster cluster, int oneIn, Found found) {
        this.cluster = cluster;
        this.found = found;
        this.nodes = new NodeInvariants(cluster.fleet(), found);
        this.ledger = new LedgerLaws(new FleetGround(cluster.fleet()), found);
        this.kept = new KeptLaw(cluster.fleet(), ledger.book(), found);
        this.clean = new CleanLaw(cluster.fleet(), found);
        this.confirmed = new ConfirmedLaw(found);
        this.same = new SameLedger(found);
        this.successor = new Successor(cluster.rules(), oneIn, found);
        cluster.watch(this);
    }

    /** Looks at what the last event changed on nodes. To be called after every event. */
    public void check() {
        nodes.check();
        kept.check();
    }

    @Override
    public void written(RecordKey key, Optional<Object> before, Optional<Object> after, long epoch) {
        ledger.written(
                key,
                before,
                Optional.ofNullable(cluster.store().rows().get(key)),
                epoch,
                cluster.store().epoch());
        if (key.kind() == Kind.UNIT) {
            clean.written(UnitChange.of(key.id(), before, after));
        }
    }

    @Override
    public void decided(Cluster.Decided decided) {
        // A deposed leader may go by what is old: it cannot write.
        if (decided.epoch() == cluster.store().epoch()) {
            confirmed.decided(
                    decided.image(), decided.command(), decided.decision().events());
            same.decided(
                    decided.replica().name(),
                    decided.image(),
                    cluster.store().rows(),
                    decided.inFlight(),
                    cluster.store().commits());
            successor.decided(decided, cluster.store().rows());
        }
    }

    @Override
    public void gridWentBack(String what) {
        found.violation("I8", what);
    }

    @Override
    public void restored() {
        ledger.restored(cluster.store().rows());
        kept.restored(cluster.store().epoch());
        same.restored();
    }

    /** A user was told that a ComputeDomain was created, or is there already. */
    public void acknowledged(ComputeDomainRecord record) {
        ledger.promises().acknowledged(record);
    }

    /** A user is about to ask for a delete. */
    public void deleteAsked(ComputeDomainUid uid) {
        ledger.promises().deleteAsked(uid);
    }

    /** A user is about to ask for a delete of whatever has that name, now or later. */
    public void deleteAsked(ComputeDomainName name) {
        ledger.promises().deleteAsked(name);
    }

    /** A user was told that a ComputeDomain gives back, or that nothing is left of it. */
    public void deleted(ComputeDomainUid uid) {
        ledger.promises().deleted(uid);
    }

    /** Nodes looked at so far. */
    public long nodesSeen() {
        return nodes.looks();
    }

    /** Decisions that a successor has made again so far. */
    public long decisionsCompared() {
        return successor.compared();
    }
}
