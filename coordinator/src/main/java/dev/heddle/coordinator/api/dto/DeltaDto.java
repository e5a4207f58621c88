package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What changed since the last word of a feed.
 *
 * @param image version of the image
 * @param fabric the fabric in numbers
 * @param racks racks that changed, whole
 * @param removedRacks racks that are gone
 * @param computeDomains ComputeDomains that changed, whole
 * @param removedComputeDomains names of ComputeDomains that are gone
 * @param events what happened, oldest first
 */
@Schema(name = "Delta")
public record DeltaDto(
        String image,
        FabricDto fabric,
        List<RackDto> racks,
        List<String> removedRacks,
        List<ComputeDomainDto> computeDomains,
        List<String> removedComputeDomains,
        List<EventDto> events) {}
