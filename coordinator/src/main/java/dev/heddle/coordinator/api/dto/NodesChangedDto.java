package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What an operator's word changed.
 *
 * @param nodes nodes that changed
 * @param blocking ComputeDomains that still hold something on any of the nodes asked for
 */
@Schema(name = "NodesChanged")
public record NodesChangedDto(List<String> nodes, List<String> blocking) {}
