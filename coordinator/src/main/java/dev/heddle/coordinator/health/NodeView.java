package dev.heddle.coordinator.health;

import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.coordinator.topology.LinkTally;
import dev.heddle.coordinator.topology.Location;
import dev.heddle.coordinator.topology.NodeFabric;
import dev.heddle.coordinator.topology.NodeObservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node's observation with what follows from it, worked out once for each change.
 *
 * @param observation what its agent said
 * @param fabric how its GPUs are attached
 * @param location where it stands
 * @param verdict health of the node: of its worst GPU, or that it is not heard
 * @param gpus health of each GPU, in the report's order
 * @param links its links, counted
 */
public record NodeView(
        NodeObservation observation,
        NodeFabric fabric,
        Location location,
        Verdict verdict,
        List<Verdict> gpus,
        LinkTally links) {

    /** Copies the verdicts. */
    public NodeView {
        gpus = List.copyOf(gpus);
    }

    /** Works out what follows from an observation. */
    public static NodeView of(NodeObservation observation) {
        NodeReport report = observation.report().orElse(NodeReport.EMPTY);
        List<Verdict> gpus = new ArrayList<>();
        LinkTally links = LinkTally.NONE;
        for (Gpu gpu : report.gpus()) {
            gpus.add(GpuCheck.check(gpu));
            links = links.plus(LinkTally.of(gpu));
        }
        return new NodeView(
                observation,
                NodeFabric.of(report),
                Location.of(observation.node(), report),
                verdict(observation, gpus),
                gpus,
                links);
    }

    /**
     * As {@link #of(NodeObservation)}; what follows from the report alone is not worked out again while the report is the
     * same.
     *
     * @param before the node's view before
     */
    @SuppressWarnings("ReferenceEquality") // Reports are shared by all that is said after them.
    public static NodeView of(NodeObservation observation, Optional<NodeView> before) {
        if (before.isEmpty()
                || before.get().observation().report().orElse(NodeReport.EMPTY)
                        != observation.report().orElse(NodeReport.EMPTY)) {
            return of(observation);
        }
        NodeView known = before.get();
        return new NodeView(
                observation, known.fabric, known.location, verdict(observation, known.gpus), known.gpus, known.links);
    }

    /** The node. */
    public NodeName node() {
        return observation.node();
    }

    /** The last report; without GPUs if there was none. */
    public NodeReport report() {
        return observation.report().orElse(NodeReport.EMPTY);
    }

    private static Verdict verdict(NodeObservation observation, List<Verdict> gpus) {
        if (!observation.connected()) {
            return new Verdict(Health.UNKNOWN, "NodeUnreachable", "The node's agent is not connected.");
        }
        if (observation.report().isEmpty()) {
            return new Verdict(Health.UNKNOWN, "NoReport", "The node's agent has not reported yet.");
        }
        Verdict worst = Verdict.HEALTHY;
        for (Verdict gpu : gpus) {
            worst = gpu.health().compareTo(worst.health()) > 0 ? gpu : worst;
        }
        return worst;
    }
}
