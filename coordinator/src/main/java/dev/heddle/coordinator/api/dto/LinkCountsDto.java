package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Links counted.
 *
 * @param total links known to exist
 * @param active up at full speed
 * @param degraded up with something wrong
 * @param down not up
 * @param unknown not reported, or their node is silent
 */
@Schema(name = "LinkCounts")
public record LinkCountsDto(int total, int active, int degraded, int down, int unknown) {}
