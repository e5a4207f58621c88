package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * The first word of a feed: everything that the feed is about.
 *
 * @param image version of the image
 * @param fabric the fabric in numbers
 * @param racks every rack
 * @param computeDomains every ComputeDomain
 */
@Schema(name = "Snapshot")
public record SnapshotDto(String image, FabricDto fabric, List<RackDto> racks, List<ComputeDomainDto> computeDomains) {}
