package dev.heddle.coordinator.engine;

import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.DesiredState;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold at every moment: no GPU and no channel twice, in the ledger and on the nodes. */
final class Invariants {

    private Invariants() {}

    static List<String> of(Image image) {
        List<String> violations = new ArrayList<>();
        Map<GpuUuid, String> holders = new HashMap<>();
        for (UnitState unit : image.units().values()) {
            Set<Integer> channels = new HashSet<>(unit.unit().quarantines().keySet());
            for (UnitGrant grant : unit.unit().grants().values()) {
                String uid = grant.computeDomain().value();
                if (grant.channel() != 0 && !channels.add(grant.channel())) {
                    violations.add("channel " + grant.channel() + " twice, last by " + uid);
                }
                grant.members()
                        .values()
                        .forEach(member -> member.gpus().forEach(gpu -> {
                            String other = holders.put(gpu, uid);
                            if (other != null && !other.equals(uid)) {
                                violations.add(gpu + " granted to " + other + " and " + uid);
                            }
                        }));
            }
        }
        return violations;
    }

    static List<String> physical(List<TestAgent> agents) {
        List<String> violations = new ArrayList<>();
        Map<GpuUuid, String> holders = new HashMap<>();
        Map<String, String> channels = new HashMap<>();
        for (TestAgent agent : agents) {
            for (HeldGrant held : agent.held.values()) {
                String uid = held.computeDomain().value();
                held.gpus().forEach(gpu -> {
                    String other = holders.put(gpu, uid);
                    if (other != null && !other.equals(uid)) {
                        violations.add(gpu + " held for " + other + " and " + uid);
                    }
                });
                String other = channels.put(agent.rack + "/" + held.channel(), uid);
                if (other != null && !other.equals(uid)) {
                    violations.add("channel " + held.channel() + " of rack " + agent.rack + " held for " + other
                            + " and " + uid);
                }
            }
        }
        return violations;
    }

    /** A node whose desired state changes is named with the change: nobody would send it otherwise. */
    static List<String> told(EngineCore.Committed change) {
        Set<NodeName> named = ChangedNodes.of(change);
        List<String> violations = new ArrayList<>();
        change.after().homes().forEach(home -> {
            NodeName node = home.key();
            Optional<Desired> after = DesiredState.of(change.after(), node);
            if (after.isPresent() && !after.equals(DesiredState.of(change.before(), node)) && !named.contains(node)) {
                violations.add(node + " is not told of " + after.get().stamp());
            }
        });
        return violations;
    }
}
