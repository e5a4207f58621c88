package dev.heddle.coordinator.api.view;

import dev.heddle.coordinator.api.dto.PlacementDto;
import dev.heddle.coordinator.api.dto.VerdictDto;
import dev.heddle.coordinator.placement.CliqueVerdict;
import dev.heddle.coordinator.placement.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where a gang would go, and why not elsewhere. */
public final class PlacementViews {

    private PlacementViews() {}

    /** A placement. */
    public static PlacementDto placement(Placement placement) {
        return switch (placement) {
            case Placement.Placed placed ->
                new PlacementDto(
                        true,
                        placed.segments().stream().map(PlacementViews::chosen).toList(),
                        verdicts(placed.verdicts()));
            case Placement.Unplaceable unplaceable ->
                new PlacementDto(false, List.of(), verdicts(unplaceable.verdicts()));
        };
    }

    private static PlacementDto.Chosen chosen(Placement.Segment segment) {
        List<PlacementDto.Share> shares = new ArrayList<>();
        segment.members().forEach((node, gpus) -> shares.add(new PlacementDto.Share(node.value(), gpus.size())));
        return new PlacementDto.Chosen(segment.clique().label(), segment.rack(), shares);
    }

    /** Verdicts, one for each clique, by rack. */
    public static List<VerdictDto> verdicts(List<CliqueVerdict> verdicts) {
        return verdicts.stream()
                .sorted(Comparator.comparing(CliqueVerdict::rack).thenComparing(CliqueVerdict::clique))
                .map(verdict -> new VerdictDto(
                        verdict.clique().label(),
                        verdict.rack(),
                        Words.camel(verdict.code()),
                        verdict.message(),
                        verdict.fittingNodes(),
                        verdict.grantableGpus()))
                .toList();
    }
}
