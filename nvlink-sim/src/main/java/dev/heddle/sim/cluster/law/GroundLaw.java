package dev.heddle.sim.cluster.law;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Quarantine;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.sim.check.Holding;
import dev.heddle.sim.virtual.NodeInvariants.Found;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * I1 and I2 on the ground: the ledger grants nothing that a node still has for someone else, and lets go of nothing that
 * a node still has. A node without power has nothing, so that a fence that tells the truth needs no exception.
 */
final class GroundLaw {

    private final Ground ground;
    private final Found found;

    GroundLaw(Ground ground, Found found) {
        this.ground = ground;
        this.found = found;
    }

    void written(UnitChange change) {
        change.gained().forEach(this::gpus);
        change.gainedChannels().forEach(grant -> channel(change, grant));
        for (UnitChange.Part part : change.lost()) {
            // A unit that is not believed grants nothing; what is on a node that it has not heard, it has yet to find.
            boolean doubted = change.after().behind().contains(part.node());
            if (!doubted && ground.uses(part.node(), part.uid())) {
                found.violation("I1", part + " is free in the ledger and still there");
            }
        }
        if (!change.before().behind().isEmpty() && change.after().behind().isEmpty()) {
            change.after().nodes().keySet().forEach(node -> known(change, node));
        }
        change.before().quarantines().forEach((channel, kept) -> lifted(change, channel, kept));
    }

    /** A record is believed again: whatever is on its nodes is in it. */
    private void known(UnitChange change, NodeName node) {
        for (Holding used : ground.used(node)) {
            boolean granted = change.after()
                    .grant(used.computeDomain())
                    .filter(grant -> grant.members().containsKey(node))
                    .isPresent();
            if (!granted) {
                found.violation(
                        "I1",
                        used.computeDomain() + " is on " + node + " and not in the ledger that is believed again");
            }
        }
    }

    private void gpus(Holding gained) {
        for (Holding used : ground.used(gained.node())) {
            if (!used.computeDomain().equals(gained.computeDomain())
                    && !Collections.disjoint(used.gpus(), gained.gpus())) {
                SortedSet<GpuUuid> both = new TreeSet<>(gained.gpus());
                both.retainAll(used.gpus());
                found.violation(
                        "I1",
                        both + " of " + gained.node() + " is granted to " + gained.computeDomain() + " while "
                                + used.computeDomain() + " has it");
            }
        }
    }

    private void channel(UnitChange change, UnitGrant grant) {
        for (NodeName node : change.after().nodes().keySet()) {
            for (Holding used : ground.used(node)) {
                if (used.channel() == grant.channel() && !used.computeDomain().equals(grant.computeDomain())) {
                    found.violation(
                            "I2",
                            "channel " + grant.channel() + " of " + change.unit() + " is granted to "
                                    + grant.computeDomain() + " while " + used.computeDomain() + " has it on "
                                    + node);
                }
            }
        }
    }

    /** A node is not waited for any more. */
    private void lifted(UnitChange change, int channel, Quarantine kept) {
        Optional<Quarantine> now =
                Optional.ofNullable(change.after().quarantines().get(channel));
        ComputeDomainUid uid = kept.computeDomain();
        for (NodeName node : kept.waiting().keySet()) {
            boolean waits = now.filter(quarantine -> quarantine.computeDomain().equals(uid)
                            && quarantine.waiting().containsKey(node))
                    .isPresent();
            if (!waits && ground.uses(node, uid)) {
                found.violation(
                        "I2",
                        "channel " + channel + " of " + change.unit() + " is not kept back from " + node
                                + " any more, which still has " + uid);
            }
        }
    }
}
