package dev.heddle.sim.cluster.law;

import dev.heddle.agent.apply.AgentRecord;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.RecordState;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.sim.virtual.AgentRecords;
import dev.heddle.sim.virtual.NodeInvariants.Found;
import dev.heddle.sim.virtual.VirtualFleet;
import java.util.Optional;

/**
 * I1 on the ground: a node that is to be scrubbed is believed clean once it has scrubbed itself on that very order, under
 * that very boot, and on nothing that it said before.
 */
final class CleanLaw {

    private final VirtualFleet fleet;
    private final Found found;

    CleanLaw(VirtualFleet fleet, Found found) {
        this.fleet = fleet;
        this.found = found;
    }

    void written(UnitChange change) {
        for (UnitNode after : change.after().nodes().values()) {
            change.before()
                    .node(after.name())
                    .filter(before -> before.state().scrubbing() && isBelieved(after))
                    .filter(this::isAsItWas)
                    .filter(this::isUnclean)
                    .ifPresent(before -> found.violation(
                            "I1",
                            before.name() + " is believed clean and has not scrubbed itself at generation "
                                    + before.generation()));
        }
    }

    private static boolean isBelieved(UnitNode node) {
        return !node.state().scrubbing() && !node.state().fenced();
    }

    /** Under another boot it has yet to say so. */
    private boolean isAsItWas(UnitNode node) {
        return fleet.world().boot(node.name()).equals(node.boot());
    }

    /** Whether its record speaks of less. One that was lost has yet to be reported. */
    private boolean isUnclean(UnitNode node) {
        Optional<AgentRecord> record =
                fleet.node(node.name()).flatMap(AgentRecords::of).filter(known -> known.state() == RecordState.INTACT);
        return record.isPresent() && !hasScrubbed(record.get(), node.generation());
    }

    private static boolean hasScrubbed(AgentRecord record, long generation) {
        long known = record.stamp().generation();
        boolean scrubbed =
                record.scrubbed() && record.desired().filter(Desired::scrub).isPresent();
        return known > generation || (known == generation && scrubbed);
    }
}
