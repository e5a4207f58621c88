package dev.heddle.coordinator.api.view;

import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.api.dto.NvlinkDomainDto;
import dev.heddle.coordinator.health.DomainRollup;
import org.jspecify.annotations.Nullable;

/** NVLink domains with their ledger units. */
public final class DomainViews {

    private DomainViews() {}

    /** NVLink domains by unit. */
    public static void list(FabricIndex index, Window<NvlinkDomainDto> window) {
        for (UnitPart part : index.parts()) {
            window.offer(() -> domain(part));
        }
    }

    private static NvlinkDomainDto domain(UnitPart part) {
        UnitState unit = part.unit();
        NodeGroup.Totals totals = part.group().totals();
        return new NvlinkDomainDto(
                unit.unit().id().value(),
                unit.unit().cluster().value(),
                part.group().byRack().isEmpty()
                        ? null
                        : part.group().byRack().keySet().iterator().next().value(),
                Words.camel(unit.state()),
                reason(unit),
                totals.nodes(),
                totals.connected(),
                totals.gpus(),
                totals.grantable(),
                totals.granted(),
                channelsInUse(unit),
                unit.unit().quarantines().size(),
                unit.rooms().stream().map(room -> room.key().label()).toList(),
                unit.epoch(),
                unit.version(),
                part.waiting().isPresent());
    }

    static int channelsInUse(UnitState unit) {
        return (int) unit.unit().grants().values().stream()
                .mapToInt(UnitGrant::channel)
                .filter(channel -> channel > 0)
                .distinct()
                .count();
    }

    private static @Nullable String reason(UnitState unit) {
        DomainRollup rollup = unit.rollup();
        return switch (unit.state()) {
            case UNREACHABLE -> "None of its " + rollup.nodes() + " nodes is heard.";
            case TRAINING ->
                rollup.training() + " of " + rollup.nodes() + " nodes have GPUs that register with the fabric.";
            case HEALTHY -> null;
            case DEGRADED -> degraded(rollup);
            case CLUSTER_UUID_CHANGING -> "Its nodes disagree on the clusterUuid; it grants nothing until they agree.";
        };
    }

    private static String degraded(DomainRollup rollup) {
        String worst = "Its worst GPU is " + Words.camel(rollup.worst()) + ".";
        return rollup.heard() < rollup.nodes()
                ? rollup.heard() + " of " + rollup.nodes() + " nodes are heard. " + worst
                : worst;
    }
}
