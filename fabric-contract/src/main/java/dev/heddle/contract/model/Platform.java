package dev.heddle.contract.model;

import java.util.OptionalInt;

/**
 * Where a GPU sits (NVML {@code nvmlDeviceGetPlatformInfo}).
 *
 * @param chassisSerial chassis serial number, empty where not reported
 * @param slotNumber slot in the chassis, switch trays counted
 * @param trayIndex compute tray from 0, switch trays not counted
 * @param hostId operating system instance inside the tray
 * @param peerType how it reaches its peers
 * @param moduleId module on the board
 * @param fabricGuid fabric GUID as hexadecimal text, empty where not reported
 */
public record Platform(
        String chassisSerial,
        OptionalInt slotNumber,
        OptionalInt trayIndex,
        OptionalInt hostId,
        PeerType peerType,
        OptionalInt moduleId,
        String fabricGuid) {

    /** Nothing reported. */
    public static final Platform UNKNOWN = new Platform(
            "",
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            PeerType.UNKNOWN,
            OptionalInt.empty(),
            "");
}
