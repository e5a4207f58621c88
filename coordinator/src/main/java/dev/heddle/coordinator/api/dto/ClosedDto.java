package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Why a node takes nothing.
 *
 * @param cause CamelCase cause
 * @param message one sentence for people
 */
@Schema(name = "Closed")
public record ClosedDto(String cause, String message) {}
