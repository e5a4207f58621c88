package dev.heddle.sim.cluster.law;

import dev.heddle.agent.apply.AgentRecord;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.sim.check.Holding;
import dev.heddle.sim.check.PhysicalHoldings;
import dev.heddle.sim.virtual.AgentRecords;
import dev.heddle.sim.virtual.NodeInvariants.Found;
import dev.heddle.sim.virtual.VirtualFleet;
import dev.heddle.sim.virtual.VirtualNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * I6 on the ground: what a node has is not taken from it before the ledger asks it back, where it neither lost its power
 * nor its record and was not told to scrub: also what a ledger that was set back knows nothing of. Looks at nothing but
 * nodes whose files changed.
 */
final class KeptLaw {

    private final VirtualFleet fleet;
    private final Book book;
    private final Found found;
    private final Map<NodeName, Seen> seen = new HashMap<>();
    private final Set<VirtualNode> changed = new LinkedHashSet<>();
    private long olderEpoch = -1;

    KeptLaw(VirtualFleet fleet, Book book, Found found) {
        this.fleet = fleet;
        this.book = book;
        this.found = found;
        for (VirtualNode node : fleet.nodes()) {
            seen.put(node.name(), new Seen(node.exposed(), fleet.world().boot(node.name())));
            node.disk().watch(() -> changed.add(node));
        }
    }

    private record Seen(PhysicalHoldings.OnNode exposed, BootId boot) {}

    /** Orders given before now follow a ledger that is no more. */
    void restored(long epoch) {
        olderEpoch = epoch;
        for (VirtualNode node : fleet.nodes()) {
            AgentRecords.of(node)
                    .ifPresent(known ->
                            olderEpoch = Math.max(olderEpoch, known.stamp().epoch()));
        }
    }

    void check() {
        if (changed.isEmpty()) {
            return;
        }
        List<VirtualNode> nodes = List.copyOf(changed);
        changed.clear();
        nodes.forEach(this::look);
    }

    private void look(VirtualNode node) {
        Seen before = seen.get(node.name());
        PhysicalHoldings.OnNode now = node.exposed();
        if (before == null || now == before.exposed()) {
            return;
        }
        Seen after = new Seen(now, fleet.world().boot(node.name()));
        seen.put(node.name(), after);
        for (Holding holding : before.exposed().holdings()) {
            ComputeDomainUid uid = holding.computeDomain();
            boolean kept = now.holdings().stream()
                    .anyMatch(left -> left.computeDomain().equals(uid));
            if (!kept
                    && !book.isAskedBack(node.name(), uid)
                    && before.boot().equals(after.boot())
                    && !isExcused(node)) {
                found.violation("I6", uid + " was taken from " + node.name() + " and nobody has asked it back");
            }
        }
    }

    private boolean isExcused(VirtualNode node) {
        Optional<AgentRecord> record = AgentRecords.of(node);
        return !fleet.world().powered(node.name())
                || record.isEmpty()
                || record.get().state() != RecordState.INTACT
                || record.get().desired().filter(Desired::scrub).isPresent()
                || record.get().stamp().epoch() <= olderEpoch;
    }
}
