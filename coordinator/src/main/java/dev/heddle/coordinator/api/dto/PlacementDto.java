package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * Where a gang would go.
 *
 * @param placeable whether it fits now
 * @param chosen where; empty = it does not fit
 * @param verdicts each clique's verdict
 */
@Schema(name = "Placement")
public record PlacementDto(boolean placeable, List<Chosen> chosen, List<VerdictDto> verdicts) {

    /**
     * A clique that was chosen.
     *
     * @param clique which
     * @param rack its rack
     * @param members what each node would give
     */
    @Schema(name = "ChosenClique")
    public record Chosen(String clique, String rack, List<Share> members) {}

    /**
     * What a node would give.
     *
     * @param node which
     * @param gpus how many GPUs
     */
    @Schema(name = "Share")
    public record Share(String node, int gpus) {}
}
