package dev.heddle.coordinator.api.view;

import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.api.dto.ClosedDto;
import dev.heddle.coordinator.health.Health;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.health.Verdict;
import dev.heddle.coordinator.topology.LinkTally;
import dev.heddle.coordinator.topology.Location;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A node seen from the ledger and from its agent at once.
 *
 * @param name the node
 * @param location where it stands: as reported, else as in the ledger
 * @param unit its ledger unit; empty = not adopted
 * @param adopted the ledger's word on it
 * @param view its agent's word on it; empty = never heard by this leader
 * @param standing what follows from both
 */
public record NodeEntry(
        NodeName name,
        Location location,
        Optional<UnitState> unit,
        Optional<UnitNode> adopted,
        Optional<NodeView> view,
        Standing standing) {

    /** By place in the rack, then by name. */
    static final Comparator<NodeEntry> BY_PLACE = Comparator.comparingInt(
                    (NodeEntry node) -> order(node.location().slot()))
            .thenComparingInt(node -> order(node.location().tray()))
            .thenComparing(NodeEntry::name);

    private static final Verdict NEVER_HEARD =
            new Verdict(Health.UNKNOWN, "NeverHeard", "Its agent was not heard since the leader took over.");

    private static final Verdict UNREACHABLE =
            new Verdict(Health.UNKNOWN, "NodeUnreachable", "The node's agent is not connected.");

    /**
     * What a node can give and gives.
     *
     * @param closed why it takes nothing; empty = open
     * @param gpus GPUs it has
     * @param grantable GPUs that could be granted now
     * @param granted GPUs that are granted
     * @param computeDomains names of those that hold something on it
     */
    public record Standing(
            Optional<ClosedDto> closed, int gpus, int grantable, int granted, List<String> computeDomains) {

        /** Copies the names. */
        public Standing {
            computeDomains = List.copyOf(computeDomains);
        }
    }

    /** Whether its agent is connected. */
    public boolean connected() {
        return view.map(seen -> seen.observation().connected()).orElse(false);
    }

    /** Whether an operator closed it. */
    public boolean cordoned() {
        return adopted.map(node -> node.state().cordoned()).orElse(false);
    }

    /** Its health. */
    public Verdict verdict() {
        return view.map(NodeView::verdict).orElse(NEVER_HEARD);
    }

    /** Its links; a silent node's are unknown. */
    public LinkTally links() {
        LinkTally tally = view.map(NodeView::links).orElse(LinkTally.NONE);
        return connected() ? tally : new LinkTally(tally.total(), 0, 0, 0, tally.total());
    }

    /** The GPUs it last reported. */
    public List<Gpu> gpus() {
        return view.map(seen -> seen.report().gpus()).orElse(List.of());
    }

    /** Health of the i-th of {@link #gpus()}; a silent node's is unknown. */
    public Verdict gpu(int i) {
        return connected() ? view.orElseThrow().gpus().get(i) : UNREACHABLE;
    }

    /** Name of the ComputeDomain that holds a GPU. */
    public Optional<String> holder(GpuUuid gpu) {
        return unit.flatMap(known -> known.holder(gpu)).map(UnitGrant::name).map(Object::toString);
    }

    private static int order(OptionalInt place) {
        return place.orElse(Integer.MAX_VALUE);
    }
}
