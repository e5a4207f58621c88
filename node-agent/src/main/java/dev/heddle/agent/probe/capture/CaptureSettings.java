package dev.heddle.agent.probe.capture;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.NodeName;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a capture is, and what it does not say of its node.
 *
 * @param smi output of {@code nvidia-smi -q -x}
 * @param imex output of {@code nvidia-imex-ctl -N -j}, if there is one
 * @param imexSelf address or host name of the node in {@code imex}
 * @param imexNames node names by host name or address in {@code imex}, where they differ
 * @param rackName the node's rack, empty = named after the chassis serial number
 * @param architecture processor architecture, empty = unknown
 * @param imexChannels channels of the driver; empty = the driver's default of 2048 where there is a multi-node fabric
 * @param boot boot id of the node
 */
public record CaptureSettings(
        Path smi,
        Optional<Path> imex,
        String imexSelf,
        Map<String, NodeName> imexNames,
        String rackName,
        String architecture,
        OptionalInt imexChannels,
        BootId boot) {

    /** Copies the names. */
    public CaptureSettings {
        imexNames = Map.copyOf(imexNames);
    }

    /** A capture of GPUs alone. */
    public static CaptureSettings of(Path smi, BootId boot) {
        return new CaptureSettings(smi, Optional.empty(), "", Map.of(), "", "", OptionalInt.empty(), boot);
    }
}
