package dev.heddle.sim.cluster.law;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.FabricState;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.HealthSummary;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.topology.NodeObservation;
import dev.heddle.sim.check.Holding;
import dev.heddle.sim.virtual.NodeInvariants.Found;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * I7: unknown is not healthy. What a leader grants is confirmed by its node, to this leader, in the session that is open.
 * The node's generation is not asked for: a node that still follows an earlier order of the same leader may be granted
 * more, for what is free on it was confirmed to be before it was free.
 */
final class ConfirmedLaw {

    private final Found found;

    ConfirmedLaw(Found found) {
        this.found = found;
    }

    /**
     * Looks at a decision.
     *
     * @param image what was decided on
     */
    void decided(Image image, Command command, List<Event> events) {
        Map<UnitId, UnitRecord> written = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Event.UnitWritten unit) {
                UnitId id = unit.unit().id();
                UnitRecord before = Optional.ofNullable(written.put(id, unit.unit()))
                        .or(() -> image.units().get(id).map(UnitState::unit))
                        .orElseGet(() -> UnitRecord.empty(id, unit.unit().cluster()));
                if (!before.grants().equals(unit.unit().grants())) {
                    gained(image, command, new UnitChange(before, unit.unit()));
                }
            }
        }
    }

    private void gained(Image image, Command command, UnitChange change) {
        for (Holding gained : change.gained()) {
            Optional<String> doubt = command instanceof Command.Observe observe
                    ? unsaid(observe.observation(), gained)
                    : image.units()
                            .get(change.unit())
                            .map(unit -> doubt(image, unit, gained))
                            .orElse(Optional.of("its unit is not known"));
            doubt.ifPresent(why -> found.violation("I7", gained + " is granted, and " + why));
        }
    }

    /** What a node's word alone brings into the ledger is what the node says that it has. */
    private static Optional<String> unsaid(NodeObservation observation, Holding gained) {
        boolean said = observation.node().equals(gained.node())
                && observation.applied().map(Applied::held).stream()
                        .flatMap(List::stream)
                        .anyMatch(held -> held.computeDomain().equals(gained.computeDomain())
                                && held.gpus().containsAll(gained.gpus()));
        return said ? Optional.empty() : Optional.of("its node does not say so");
    }

    private static Optional<String> doubt(Image image, UnitState unit, Holding gained) {
        UnitNode node = unit.unit().nodes().get(gained.node());
        if (node == null || !node.gpus().containsAll(gained.gpus())) {
            return Optional.of("the unit does not have it");
        }
        if (!unit.unit().behind().isEmpty() || unit.epoch() != image.version().epoch()) {
            return Optional.of("the unit is behind " + unit.unit().behind() + " or of epoch " + unit.epoch());
        }
        if (node.state().cordoned() || node.state().fenced() || node.state().scrubbing()) {
            return Optional.of("its node is " + node.state());
        }
        return unit.view(gained.node())
                .map(view -> doubt(image, node, view.observation(), gained))
                .orElse(Optional.of("its node was never heard"));
    }

    private static Optional<String> doubt(Image image, UnitNode node, NodeObservation heard, Holding gained) {
        if (!heard.connected() || heard.report().isEmpty() || heard.applied().isEmpty()) {
            return Optional.of("its node is not heard");
        }
        Applied applied = heard.applied().get();
        if (!heard.boot().equals(node.boot()) || !applied.boot().equals(node.boot())) {
            return Optional.of("another boot speaks");
        }
        if (applied.record() != RecordState.INTACT
                || applied.stamp().epoch() != image.version().epoch()) {
            return Optional.of("its node has " + applied);
        }
        for (GpuUuid gpu : gained.gpus()) {
            boolean held =
                    applied.held().stream().anyMatch(other -> other.gpus().contains(gpu));
            if (held || heard.report().get().gpus().stream().noneMatch(known -> isWell(known, gpu))) {
                return Optional.of(gpu + (held ? " is held by another" : " is not reported well"));
            }
        }
        return Optional.empty();
    }

    /** Registered with its fabric, if it has one, and not said to be unhealthy by anyone; it may be slower than it was. */
    private static boolean isWell(Gpu gpu, GpuUuid uuid) {
        boolean settled = gpu.fabric().state() == FabricState.NOT_SUPPORTED
                || (gpu.fabric().state() == FabricState.COMPLETED
                        && gpu.fabric().status() == 0);
        boolean asksForHelp = switch (gpu.recoveryAction()) {
            case UNKNOWN, NONE -> false;
            case GPU_RESET, NODE_REBOOT, DRAIN_P2P, DRAIN_AND_RESET, RECOVER_IMEX_DOMAIN, OTHER -> true;
        };
        return gpu.uuid().equals(uuid)
                && !gpu.lost()
                && settled
                && !asksForHelp
                && gpu.fabric().health().summary() != HealthSummary.UNHEALTHY;
    }
}
