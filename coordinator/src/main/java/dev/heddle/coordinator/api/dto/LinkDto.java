package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An NVLink.
 *
 * @param id name for people, {@code rack/tray/gpu/link}
 * @param rack its rack
 * @param node its node
 * @param gpu uuid of its GPU
 * @param gpuIndex index of its GPU
 * @param link link number from 0; absent = the probe cannot see links
 * @param asic NVSwitch ASIC at its other end; absent = unknown, or there is none
 * @param state its state
 * @param speedMBps speed in MB/s per direction
 * @param recoveryEvents successful recoveries since the driver was loaded
 * @param errorEvents errors since then
 */
@Schema(name = "Link")
public record LinkDto(
        String id,
        String rack,
        String node,
        String gpu,
        int gpuIndex,
        @Nullable Integer link,
        @Nullable Integer asic,
        String state,
        @Nullable Integer speedMBps,
        @Nullable Long recoveryEvents,
        @Nullable Long errorEvents) {}
