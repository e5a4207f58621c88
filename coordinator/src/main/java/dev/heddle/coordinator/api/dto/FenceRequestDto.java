package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An operator's word on a node.
 *
 * @param poweredOff must be true: the operator knows that the node is powered off
 */
@Schema(name = "FenceRequest")
public record FenceRequestDto(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        Boolean poweredOff) {}
