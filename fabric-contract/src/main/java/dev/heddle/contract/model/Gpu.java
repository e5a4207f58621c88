package dev.heddle.contract.model;

import java.util.List;

/**
 * One GPU as its node's agent observes it.
 *
 * @param uuid NVML uuid
 * @param index enumeration index on the node
 * @param minor device minor, {@code /dev/nvidia<minor>}
 * @param pciBusId PCI bus id, {@code 00000000:29:00.0}
 * @param name product name
 * @param serial board serial, shared by the GPUs of a board
 * @param memoryBytes frame buffer size in bytes
 * @param platform where it sits
 * @param fabric its fabric registration
 * @param links its NVLinks in index order; empty = the probe cannot see them, all are unknown
 * @param recoveryAction what the driver asks for
 * @param lost it fell off the bus
 * @param vbios VBIOS version
 * @param deviceId PCI device and vendor id
 */
public record Gpu(
        GpuUuid uuid,
        int index,
        int minor,
        String pciBusId,
        String name,
        String serial,
        long memoryBytes,
        Platform platform,
        Fabric fabric,
        List<Link> links,
        RecoveryAction recoveryAction,
        boolean lost,
        String vbios,
        String deviceId) {

    /** Copies the links. */
    public Gpu {
        links = List.copyOf(links);
    }

    /** This GPU with other links. */
    public Gpu withLinks(List<Link> other) {
        return new Gpu(
                uuid,
                index,
                minor,
                pciBusId,
                name,
                serial,
                memoryBytes,
                platform,
                fabric,
                other,
                recoveryAction,
                lost,
                vbios,
                deviceId);
    }
}
