package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A GPU.
 *
 * @param uuid NVML uuid
 * @param node its node
 * @param rack its rack
 * @param index enumeration index on its node
 * @param minor device minor
 * @param moduleId module on the board
 * @param pciBusId PCI bus id
 * @param name product name
 * @param serial board serial
 * @param memoryBytes frame buffer in bytes
 * @param deviceId PCI device and vendor id
 * @param vbios VBIOS version
 * @param platform where it sits
 * @param fabric its fabric registration
 * @param recoveryAction what the driver asks for
 * @param lost whether it fell off the bus
 * @param health its health
 * @param reason CamelCase reason of it
 * @param message the same, one sentence
 * @param granted the ComputeDomain that holds it
 * @param links its NVLinks
 * @param linkStates a letter for each NVLink, see TrayGpu
 */
@Schema(name = "Gpu")
public record GpuDto(
        String uuid,
        String node,
        String rack,
        int index,
        int minor,
        @Nullable Integer moduleId,
        @Nullable String pciBusId,
        @Nullable String name,
        @Nullable String serial,
        long memoryBytes,
        @Nullable String deviceId,
        @Nullable String vbios,
        PlatformDto platform,
        FabricInfo fabric,
        String recoveryAction,
        boolean lost,
        String health,
        @Nullable String reason,
        @Nullable String message,
        @Nullable String granted,
        LinkCountsDto links,
        String linkStates) {

    /**
     * Where a GPU sits, as NVML says.
     *
     * @param chassisSerial chassis serial number
     * @param slotNumber slot in the chassis, switch trays counted
     * @param trayIndex compute tray from 0
     * @param hostId operating system instance inside the tray
     * @param peerType how it reaches its peers
     * @param moduleId module on the board
     * @param fabricGuid fabric GUID
     */
    @Schema(name = "Platform")
    public record PlatformDto(
            @Nullable String chassisSerial,
            @Nullable Integer slotNumber,
            @Nullable Integer trayIndex,
            @Nullable Integer hostId,
            String peerType,
            @Nullable Integer moduleId,
            @Nullable String fabricGuid) {}

    /**
     * Fabric registration, as NVML says.
     *
     * @param state how far it has come
     * @param status NVML status of it, 0 = success
     * @param clusterUuid the NVLink domain; all zeros = no multi-node fabric
     * @param cliques typed cliques
     * @param health decoded health
     */
    @Schema(name = "FabricInfo")
    public record FabricInfo(
            String state, int status, String clusterUuid, List<TypedClique> cliques, FabricHealthDto health) {}

    /**
     * A typed clique.
     *
     * @param type what it allows
     * @param id its id in the NVLink domain
     */
    @Schema(name = "TypedClique")
    public record TypedClique(String type, long id) {}

    /**
     * Decoded fabric health. Bits are True, False or NotSupported.
     *
     * @param summary the driver's verdict
     * @param degradedBandwidth runs below full bandwidth
     * @param routeRecovery routes are being repaired
     * @param routeUnhealthy routes could not be repaired
     * @param accessTimeoutRecovery recovering from a peer that went away
     * @param incorrectConfiguration what is wrong with its place in the fabric
     * @param partitionAssigned whether it is in a partition
     */
    @Schema(name = "FabricHealth")
    public record FabricHealthDto(
            String summary,
            String degradedBandwidth,
            String routeRecovery,
            String routeUnhealthy,
            String accessTimeoutRecovery,
            String incorrectConfiguration,
            String partitionAssigned) {}
}
