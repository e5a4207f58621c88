package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A ComputeDomain to make.
 *
 * @param name a DNS label: lower-case letters, digits and dashes, at most 63
 * @param nodes members, 1 to 100000
 * @param gpusPerNode GPUs on each, 1 to 32; 4 if absent
 * @param segmentSize members that must share a clique, a divisor of nodes; all if absent
 * @param isolation shared, the only one
 * @param ttlSeconds it is deleted so many seconds after its creation, 1 to 31536000; never if absent
 * @param waitForCapacity whether it may stay Pending; true if absent
 */
@Schema(name = "ComputeDomainRequest")
public record ComputeDomainRequestDto(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "train-1") @Nullable
        String name,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "16", minimum = "1", maximum = "100000")
        @Nullable
        Integer nodes,

        @Schema(defaultValue = "4", minimum = "1", maximum = "32") @Nullable
        Integer gpusPerNode,

        @Schema(minimum = "1") @Nullable Integer segmentSize,
        @Schema(allowableValues = "shared") @Nullable String isolation,

        @Schema(minimum = "1", maximum = "31536000") @Nullable
        Long ttlSeconds,

        @Schema(defaultValue = "true") @Nullable Boolean waitForCapacity) {}
