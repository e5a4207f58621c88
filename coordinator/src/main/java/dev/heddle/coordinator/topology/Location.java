package dev.heddle.coordinator.topology;

import dev.heddle.contract.model.Limits;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.Platform;
import dev.heddle.contract.model.RackName;
import java.util.OptionalInt;

/**
 * Where a node stands.
 *
 * @param rack its rack: as configured, else its chassis serial number, else the node's own name
 * @param chassisSerial chassis serial number, empty where not reported
 * @param slot slot in the chassis, switch trays counted
 * @param tray compute tray from 0
 */
public record Location(RackName rack, String chassisSerial, OptionalInt slot, OptionalInt tray) {

    /** Reads it off a report. */
    public static Location of(NodeName node, NodeReport report) {
        Platform platform = report.gpus().isEmpty()
                ? Platform.UNKNOWN
                : report.gpus().getFirst().platform();
        String configured = report.node().rackName();
        String rack = configured.isEmpty() ? platform.chassisSerial() : configured;
        return new Location(
                new RackName(rack.isEmpty() ? shortened(node.value()) : rack),
                platform.chassisSerial(),
                platform.slotNumber(),
                platform.trayIndex());
    }

    /** A node's name may be longer than a rack's. */
    private static String shortened(String name) {
        return name.substring(0, Math.min(name.length(), Limits.MAX_ID_CHARS));
    }
}
