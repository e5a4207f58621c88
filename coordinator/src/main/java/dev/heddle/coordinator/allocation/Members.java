package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.HeldState;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.health.Health;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.health.Verdict;
import dev.heddle.coordinator.topology.NodeFabric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/** How far the members of a ComputeDomain are. */
public final class Members {

    /** Reason of a member whose GPUs are in another clique than when they were granted. */
    public static final String CLIQUE_CHANGED = "CliqueChanged";

    private Members() {}

    /**
     * What stands in a member's way.
     *
     * @param reason CamelCase reason
     * @param message one sentence for people
     */
    public record Trouble(String reason, String message) {}

    /** Counts a ComputeDomain's members and names the first trouble. */
    public static Formation formation(Image image, ComputeDomainRecord record) {
        int members = 0;
        List<Trouble> troubles = new ArrayList<>();
        boolean meshed = true;
        for (UnitId id : record.units()) {
            Optional<UnitState> unit = image.units().get(id);
            Optional<UnitGrant> grant = unit.flatMap(state -> state.unit().grant(record.uid()));
            if (grant.isEmpty()) {
                return image.unreadable(id)
                        ? new Formation(
                                members, 0, false, "LedgerUnreadable", "The record of unit " + id + " cannot be read.")
                        : new Formation(members, 0, false, "NotGranted", "A part of it is not granted.");
            }
            for (NodeName node : grant.get().members().keySet()) {
                members++;
                trouble(unit.get(), grant.get(), node).ifPresent(troubles::add);
            }
            Optional<Trouble> gap = gap(unit.get(), grant.get());
            meshed &= gap.isEmpty();
            gap.ifPresent(troubles::add);
        }
        if (members < record.spec().gang().nodes()) {
            return new Formation(members, 0, false, "NotGranted", "A part of it is not granted.");
        }
        Trouble first = troubles.isEmpty() ? new Trouble("", "") : troubles.getFirst();
        int unwell = (int) troubles.stream()
                .filter(t -> !t.reason().equals("MeshIncomplete"))
                .count();
        return new Formation(members, members - unwell, meshed, first.reason(), first.message());
    }

    /** What each member that is granted says; empty = it has not spoken to this leader. */
    static Stream<Optional<NodeView>> views(Image image, ComputeDomainRecord record) {
        return record.units().stream()
                .flatMap(id -> image.units().get(id).stream())
                .flatMap(unit -> unit.unit().grant(record.uid()).stream()
                        .flatMap(grant -> grant.members().keySet().stream())
                        .map(unit::view));
    }

    /** What stands in the way of one member; empty = it holds its grant and is well. */
    public static Optional<Trouble> trouble(UnitState unit, UnitGrant grant, NodeName node) {
        Optional<NodeView> view = unit.view(node).filter(v -> v.observation().connected());
        UnitNode adopted = unit.unit().nodes().get(node);
        if (view.isEmpty() || adopted == null) {
            return Optional.of(new Trouble("NodeUnreachable", node + " is not connected."));
        }
        if (!view.get().observation().boot().equals(adopted.boot())
                || adopted.state().scrubbing()) {
            return Optional.of(new Trouble("NodeScrubbing", node + " came back and is being cleaned."));
        }
        return sick(view.get(), adopted, grant.gpus(node)).or(() -> notHeld(view.get(), grant, node));
    }

    private static Optional<Trouble> sick(NodeView view, UnitNode adopted, SortedSet<GpuUuid> gpus) {
        for (GpuUuid uuid : gpus) {
            Verdict verdict = verdict(view, uuid);
            if (verdict.health().compareTo(Health.LIMITED) > 0) {
                return Optional.of(new Trouble(verdict.reason(), adopted.name() + ": " + verdict.message()));
            }
        }
        boolean moved = view.fabric() instanceof NodeFabric.Member fabric
                && adopted.place().imexClique().isPresent()
                && !fabric.clique().equals(adopted.place().imexClique());
        boolean mixed = view.fabric() instanceof NodeFabric.Mixed;
        return moved || mixed
                ? Optional.of(
                        new Trouble(CLIQUE_CHANGED, adopted.name() + " is in another clique than when it was granted."))
                : Optional.empty();
    }

    private static Verdict verdict(NodeView view, GpuUuid uuid) {
        List<Gpu> gpus = view.report().gpus();
        for (int i = 0; i < gpus.size(); i++) {
            if (gpus.get(i).uuid().equals(uuid)) {
                return view.gpus().get(i);
            }
        }
        return new Verdict(Health.UNHEALTHY, "GpuLost", "GPU " + uuid + " is not enumerated.");
    }

    private static Optional<Trouble> notHeld(NodeView view, UnitGrant grant, NodeName node) {
        Optional<HeldGrant> held = held(view, grant);
        if (held.isEmpty()) {
            return Optional.of(new Trouble("NotApplied", node + " has not applied its grant yet."));
        }
        if (held.get().state() == HeldState.FAILED) {
            return Optional.of(
                    new Trouble("ApplyFailed", node + ": " + held.get().detail()));
        }
        return held.get().state() == HeldState.APPLIED
                ? Optional.empty()
                : Optional.of(new Trouble(
                        "NotApplied", node + " gives back: " + held.get().detail()));
    }

    /** What a node says it holds of a grant. */
    public static Optional<HeldGrant> held(NodeView view, UnitGrant grant) {
        return view.observation().applied().map(Applied::held).stream()
                .flatMap(List::stream)
                .filter(held -> held.computeDomain().equals(grant.computeDomain()))
                .findFirst();
    }

    /** Two members that do not reach each other over IMEX, both ways; none where the nodes have no channels. */
    private static Optional<Trouble> gap(UnitState unit, UnitGrant grant) {
        if (grant.channel() == 0) {
            return Optional.empty();
        }
        for (NodeName from : grant.members().keySet()) {
            Optional<NodeView> view = unit.view(from);
            for (NodeName to : grant.members().keySet()) {
                boolean reached = from.equals(to)
                        || view.filter(v -> v.report().imex().connectedTo(to)).isPresent();
                if (!reached) {
                    return Optional.of(
                            new Trouble("MeshIncomplete", "IMEX on " + from + " is not connected to " + to + "."));
                }
            }
        }
        return Optional.empty();
    }
}
