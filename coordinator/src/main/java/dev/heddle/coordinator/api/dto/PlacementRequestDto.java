package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A gang to look for room for.
 *
 * @param nodes members, 1 to 100000
 * @param gpusPerNode GPUs on each, 1 to 32; 4 if absent
 * @param segmentSize members that must share a clique, a divisor of nodes; all if absent
 */
@Schema(name = "PlacementRequest")
public record PlacementRequestDto(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "18", minimum = "1", maximum = "100000")
        @Nullable
        Integer nodes,

        @Schema(defaultValue = "4", minimum = "1", maximum = "32") @Nullable
        Integer gpusPerNode,

        @Schema(minimum = "1") @Nullable Integer segmentSize) {}
