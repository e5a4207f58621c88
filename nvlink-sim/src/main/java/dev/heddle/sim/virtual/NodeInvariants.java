package dev.heddle.sim.virtual;

import dev.heddle.agent.apply.AgentRecord;
import dev.heddle.agent.apply.RecordCodec;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import dev.heddle.sim.check.Holding;
import dev.heddle.sim.check.PhysicalHoldings;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must hold on every node at all times, read from disks, device nodes and processes without asking an agent. Looks
 * at nothing but the nodes that changed.
 */
public final class NodeInvariants {

    private final VirtualFleet fleet;
    private final Found found;
    private final Map<NodeName, Seen> seen = new HashMap<>();
    private final Map<Integer, Map<Integer, Map<ComputeDomainUid, Integer>>> channels = new HashMap<>();
    private long looks;

    /**
     * @param found hears of what does not hold
     */
    public NodeInvariants(VirtualFleet fleet, Found found) {
        this.fleet = fleet;
        this.found = found;
        fleet.nodes().forEach(node -> seen.put(node.name(), new Seen()));
    }

    /** Looks at the nodes that changed since the last call. To be called after every event. */
    public void check() {
        for (VirtualNode node : fleet.takeChanged()) {
            Seen last = seen.get(node.name());
            if (last != null) {
                looks++;
                record(node, last);
                effects(node, last);
                busy(node);
            }
        }
    }

    /** Nodes looked at so far. */
    public long looks() {
        return looks;
    }

    /** I3: what a node's record has taken on never goes back, unless the record or its disk was tampered with. */
    private void record(VirtualNode node, Seen last) {
        byte[] content = node.disk().content(VirtualNode.RECORD);
        if (content == last.record) {
            return;
        }
        last.record = content;
        last.excused |= node.disk().lied() || node.disk().betrayals() != last.betrayals;
        last.betrayals = node.disk().betrayals();
        AgentRecord record = decoded(content);
        if (record == null
                || record.state() == RecordState.AMNESIA
                || !record.node().equals(node.name())) {
            last.stamp = Stamp.NONE;
            last.excused |= record != null;
            return;
        }
        if (record.stamp().compareTo(last.stamp) < 0 && !last.excused) {
            found.violation("I3", node.name() + " went back from " + last.stamp + " to " + record.stamp());
        }
        boolean otherBody = record.stamp().equals(last.stamp)
                && record.boot().equals(last.boot)
                && !record.digest().equals(last.digest);
        if (otherBody && !last.excused) {
            found.violation("I3", node.name() + " took on two orders with " + record.stamp());
        }
        last.stamp = record.stamp();
        last.boot = record.boot();
        last.digest = record.digest();
        last.excused = false;
    }

    private static @Nullable AgentRecord decoded(byte @Nullable [] content) {
        try {
            return content == null ? null : RecordCodec.decode(content);
        } catch (RecordCodec.DamagedException e) {
            return null;
        }
    }

    /** What lies on the node, after the record that says so is durable; and one channel for one ComputeDomain. */
    private void effects(VirtualNode node, Seen last) {
        PhysicalHoldings.OnNode now = node.exposed();
        if (now == last.exposed) {
            return;
        }
        PhysicalHoldings.OnNode before = last.exposed;
        last.exposed = now;
        if (node.running() && !node.disk().lied()) {
            durable(node);
        }
        int rack = node.tray().ref().rack();
        before.holdings().forEach(holding -> count(rack, holding, -1));
        now.holdings().forEach(holding -> count(rack, holding, 1));
        Map<GpuUuid, ComputeDomainUid> gpus = new HashMap<>();
        for (Holding holding : now.holdings()) {
            alone(rack, holding);
            for (GpuUuid gpu : holding.gpus()) {
                ComputeDomainUid other = gpus.put(gpu, holding.computeDomain());
                if (other != null) {
                    found.violation("I1", gpu + " is given to " + other + " and to " + holding.computeDomain());
                }
            }
        }
    }

    private void durable(VirtualNode node) {
        byte[] content = node.disk().content(VirtualNode.RECORD);
        if (content != null && !Arrays.equals(content, node.disk().durable(VirtualNode.RECORD))) {
            found.violation("I3", node.name() + " acted on a record that is not durable");
        }
    }

    private void count(int rack, Holding holding, int change) {
        Map<ComputeDomainUid, Integer> users = channels.computeIfAbsent(rack, key -> new HashMap<>())
                .computeIfAbsent(holding.channel(), key -> new TreeMap<>());
        users.merge(holding.computeDomain(), change, Integer::sum);
        users.values().removeIf(count -> count == 0);
    }

    private void alone(int rack, Holding holding) {
        Map<ComputeDomainUid, Integer> users =
                channels.getOrDefault(rack, Map.of()).getOrDefault(holding.channel(), Map.of());
        if (holding.channel() != 0 && users.size() > 1) {
            found.violation(
                    "I2", "channel " + holding.channel() + " of rack " + rack + " is given to " + users.keySet());
        }
    }

    /** I1: a GPU on which a process runs is given to nobody else. */
    private void busy(VirtualNode node) {
        Map<GpuUuid, ComputeDomainUid> busy = fleet.tenants().busy(node.name());
        if (busy.isEmpty()) {
            return;
        }
        for (Holding holding : node.exposed().holdings()) {
            for (GpuUuid gpu : holding.gpus()) {
                ComputeDomainUid runs = busy.get(gpu);
                if (runs != null && !runs.equals(holding.computeDomain())) {
                    found.violation(
                            "I1", gpu + " is given to " + holding.computeDomain() + " while " + runs + " runs on it");
                }
            }
        }
    }

    /** Hears of violations. */
    @FunctionalInterface
    public interface Found {
        /**
         * An invariant does not hold.
         *
         * @param invariant which, such as {@code I1}
         * @param what what was seen
         */
        void violation(String invariant, String what);
    }

    private static final class Seen {
        private byte @Nullable [] record;
        private Stamp stamp = Stamp.NONE;
        private @Nullable BootId boot;
        private String digest = "";
        private boolean excused;
        private int betrayals;
        private PhysicalHoldings.OnNode exposed = new PhysicalHoldings.OnNode(List.of(), Collections.emptySortedSet());
    }
}
