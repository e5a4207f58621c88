package dev.heddle.sim.plant;

import dev.heddle.contract.model.CliqueType;
import dev.heddle.contract.model.Limits;
import java.util.List;

/**
 * What one kind of rack is made of. Read from YAML by {@link Profiles}.
 *
 * @param name name of the profile
 * @param productName NVML product name
 * @param deviceId PCI device and vendor id as {@code nvidia-smi} prints it
 * @param vbios VBIOS version
 * @param driverVersion driver version
 * @param architecture processor architecture of the nodes
 * @param computeTrays compute trays of a rack, 1 to 64
 * @param firstComputeSlot chassis slot of compute tray 0
 * @param hostId operating system instance inside a tray
 * @param gpus GPUs of a compute tray in index order
 * @param gpusPerBoard GPUs that share a board and its serial number
 * @param memoryMib frame buffer of a GPU in MiB
 * @param switchTrays switch trays of a rack
 * @param asicsPerSwitchTray switch ASICs of a switch tray
 * @param wiring for each link of a GPU, the switch ASIC it goes to, counted over the rack
 * @param linkSpeedMbps speed of a link in MB/s per direction
 * @param resiliency what a missing link means
 * @param cliqueId clique of every GPU while the rack is not partitioned
 * @param cliqueTypes the types under which a GPU reports its clique
 * @param reportsMisconfiguration whether the driver reports fabric misconfiguration
 * @param reportsPartition whether the driver reports membership in a partition
 * @param imexChannelCount the driver's ImexChannelCount
 * @param imexVersion version of the IMEX daemon
 * @param timings durations of the simulation
 */
public record Profile(
        String name,
        String productName,
        String deviceId,
        String vbios,
        String driverVersion,
        String architecture,
        int computeTrays,
        int firstComputeSlot,
        int hostId,
        List<GpuSlot> gpus,
        int gpusPerBoard,
        long memoryMib,
        int switchTrays,
        int asicsPerSwitchTray,
        List<Integer> wiring,
        int linkSpeedMbps,
        Resiliency resiliency,
        long cliqueId,
        List<CliqueType> cliqueTypes,
        boolean reportsMisconfiguration,
        boolean reportsPartition,
        int imexChannelCount,
        String imexVersion,
        Timings timings) {

    /** Compute trays of a rack at most. */
    public static final int MAX_TRAYS = 64;

    /**
     * Checks every number.
     *
     * @throws IllegalArgumentException naming the first field that cannot be
     */
    public Profile {
        gpus = List.copyOf(gpus);
        wiring = List.copyOf(wiring);
        cliqueTypes = List.copyOf(cliqueTypes);
        range("computeTrays", computeTrays, 1, MAX_TRAYS);
        range("gpus", gpus.size(), 1, Limits.MAX_GPUS_PER_NODE);
        range("gpusPerBoard", gpusPerBoard, 1, gpus.size());
        range("switchTrays", switchTrays, 1, MAX_TRAYS);
        range("asicsPerSwitchTray", asicsPerSwitchTray, 1, 8);
        range("wiring", wiring.size(), 1, Limits.MAX_LINKS_PER_GPU);
        for (int asic : wiring) {
            range("wiring", asic, 0, switchTrays * asicsPerSwitchTray - 1);
        }
        range("imexChannelCount", imexChannelCount, 0, Limits.MAX_IMEX_CHANNELS);
        range("cliqueTypes", cliqueTypes.size(), 1, CliqueType.values().length);
    }

    /** NVLinks of a GPU. */
    public int linksPerGpu() {
        return wiring.size();
    }

    /** Switch ASICs of a rack. */
    public int asics() {
        return switchTrays * asicsPerSwitchTray;
    }

    private static void range(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "profile: " + field + " must be " + least + " to " + most + ", was " + value);
        }
    }

    /** What the fabric manager does about a missing link. */
    public enum Resiliency {
        /** The GPU goes on with the links it has: limited capacity. */
        ADAPTIVE_BANDWIDTH,
        /** The GPU leaves the fabric: unhealthy. */
        FULL_BANDWIDTH
    }

    /**
     * One GPU of a compute tray.
     *
     * @param minor device minor
     * @param moduleId module on the board
     * @param pciBusId PCI bus id
     */
    public record GpuSlot(int minor, int moduleId, String pciBusId) {}

    /**
     * Durations in milliseconds.
     *
     * @param fabricNotStartedMillis fabric state NOT_STARTED after a boot
     * @param fabricInProgressMillis fabric state IN_PROGRESS after that
     * @param routeRecoveryMillis route recovery after a link was lost
     * @param linkFlapMillis time between two changes of a flapping link, 10 or above
     * @param imexFormMillis until two reachable IMEX daemons are connected
     * @param imexGraceMillis until a lost IMEX peer is cleaned up
     * @param slowProbeMillis one look at the hardware of a slow node
     */
    public record Timings(
            long fabricNotStartedMillis,
            long fabricInProgressMillis,
            long routeRecoveryMillis,
            long linkFlapMillis,
            long imexFormMillis,
            long imexGraceMillis,
            long slowProbeMillis) {

        /** Checks the one duration that must not be tiny. */
        public Timings {
            if (linkFlapMillis < 10) {
                throw new IllegalArgumentException("profile: timings.linkFlapMillis must be 10 or above");
            }
        }

        /** From a boot until the fabric is registered. */
        public long fabricMillis() {
            return fabricNotStartedMillis + fabricInProgressMillis;
        }
    }
}
