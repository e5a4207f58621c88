package dev.heddle.agent.observe;

import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.NodeReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what a probe sees of links into what the fleet is told: a link that goes up and down is flapping until it has
 * been quiet, one with errors or below its speed is degraded. Bad news passes at once, good news after the quiet
 * time. Pure: state in, state out, and time is an argument.
 */
public final class LinkHysteresis {

    private final LinkThresholds thresholds;

    /** Hysteresis with these thresholds. */
    public LinkHysteresis(LinkThresholds thresholds) {
        this.thresholds = thresholds;
    }

    /**
     * Looks once more.
     *
     * @param before state after the last look, {@link State#NONE} at first
     * @param raw what the probe sees
     * @param nanos when, by a monotonic clock
     */
    public Step step(State before, NodeReport raw, long nanos) {
        if (before.raw.filter(raw::equals).isPresent() && before.memories.isEmpty()) {
            return new Step(before, before.told.orElse(raw));
        }
        Map<GpuUuid, Gpu> known = new HashMap<>();
        before.raw.ifPresent(report -> report.gpus().forEach(gpu -> known.put(gpu.uuid(), gpu)));
        Map<Key, LinkMemory> memories = new HashMap<>();
        List<Gpu> told = new ArrayList<>();
        for (Gpu gpu : raw.gpus()) {
            List<Link> last =
                    Optional.ofNullable(known.get(gpu.uuid())).map(Gpu::links).orElse(gpu.links());
            told.add(gpu.withLinks(judge(gpu, last, before.memories, memories, nanos)));
        }
        NodeReport report = new NodeReport(raw.node(), told, raw.imex());
        return new Step(new State(Optional.of(raw), Optional.of(report), memories), report);
    }

    private List<Link> judge(
            Gpu gpu, List<Link> last, Map<Key, LinkMemory> before, Map<Key, LinkMemory> after, long nanos) {
        int fastest = gpu.links().stream().mapToInt(Link::speedMbps).max().orElse(0);
        boolean comparable = last.size() == gpu.links().size();
        List<Link> told = new ArrayList<>(gpu.links().size());
        for (int i = 0; i < gpu.links().size(); i++) {
            Link now = gpu.links().get(i);
            Key key = new Key(gpu.uuid(), now.index());
            LinkMemory memory = before.getOrDefault(key, LinkMemory.NONE);
            Link previous = comparable ? last.get(i) : now;
            if (!memory.isEmpty() || !previous.equals(now)) {
                memory = memory.after(previous, now, nanos, thresholds);
            }
            if (!memory.isEmpty()) {
                after.put(key, memory);
            }
            told.add(told(now, memory, fastest));
        }
        return told;
    }

    private Link told(Link now, LinkMemory memory, int fastest) {
        if (now.state() == LinkState.UNKNOWN) {
            return now;
        }
        if (memory.flapping()) {
            return in(LinkState.FLAPPING, now);
        }
        boolean slow = now.speedMbps() < fastest * thresholds.speedShare();
        return now.state() == LinkState.ACTIVE && (memory.erring() || slow) ? in(LinkState.DEGRADED, now) : now;
    }

    private static Link in(LinkState state, Link link) {
        return new Link(link.index(), state, link.speedMbps(), link.recoveryEvents(), link.errorEvents());
    }

    private record Key(GpuUuid gpu, int link) {}

    /**
     * The result of a look.
     *
     * @param state for the next one
     * @param report what the fleet is told
     */
    public record Step(State state, NodeReport report) {}

    /** What is remembered from look to look. */
    public static final class State {

        /** Before the first look. */
        public static final State NONE = new State(Optional.empty(), Optional.empty(), Map.of());

        private final Optional<NodeReport> raw;
        private final Optional<NodeReport> told;
        private final Map<Key, LinkMemory> memories;

        private State(Optional<NodeReport> raw, Optional<NodeReport> told, Map<Key, LinkMemory> memories) {
            this.raw = raw;
            this.told = told;
            this.memories = memories;
        }

        /** Links that are remembered, for people. */
        public int size() {
            return memories.size();
        }
    }
}
