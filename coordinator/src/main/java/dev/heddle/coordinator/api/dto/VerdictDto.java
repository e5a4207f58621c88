package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Why a clique was chosen or not.
 *
 * @param clique which
 * @param rack its rack
 * @param code CamelCase code
 * @param message one sentence for people
 * @param fittingNodes nodes that could take a member now
 * @param grantableGpus GPUs that could be granted now
 */
@Schema(name = "CliqueVerdict")
public record VerdictDto(
        String clique, String rack, String code, String message, int fittingNodes, int grantableGpus) {}
