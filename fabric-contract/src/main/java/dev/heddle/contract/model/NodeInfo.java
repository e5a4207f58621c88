package dev.heddle.contract.model;

/**
 * What a node says of itself beside its GPUs.
 *
 * @param rackName configured rack name, empty = named after the chassis serial number
 * @param driverVersion NVIDIA driver version
 * @param imexChannelCount IMEX channels of the driver, 0 = none on this node
 * @param architecture processor architecture
 * @param probe which adapter observed this: simulated, capture, nvml
 */
public record NodeInfo(
        String rackName, String driverVersion, int imexChannelCount, String architecture, String probe) {}
