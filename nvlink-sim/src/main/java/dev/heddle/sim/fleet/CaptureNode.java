package dev.heddle.sim.fleet;

import dev.heddle.contract.model.NodeName;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A node that is known from captures of a real machine.
 *
 * @param name its name in the fleet
 * @param smi output of {@code nvidia-smi -q -x}
 * @param imex output of {@code nvidia-imex-ctl -N -j}, if there is one
 * @param imexSelf address of the node in {@code imex}, may be empty
 */
public record CaptureNode(NodeName name, Path smi, Optional<Path> imex, String imexSelf) {

    /** How it is written on a command line. */
    public static final String FORM = "NAME=SMI-XML[,imex=CTL-JSON][,self=ADDRESS]";

    /**
     * Reads the form of a command line.
     *
     * @throws IllegalArgumentException if {@code text} is not of {@link #FORM}
     */
    public static CaptureNode parse(String text) {
        String[] parts = text.split(",");
        String[] first = parts[0].split("=", 2);
        if (first.length != 2 || first[1].isEmpty()) {
            throw new IllegalArgumentException("a capture is written " + FORM + ", not '" + text + "'");
        }
        Optional<Path> imex = Optional.empty();
        String self = "";
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].startsWith("imex=")) {
                imex = Optional.of(Path.of(parts[i].substring("imex=".length())));
            } else if (parts[i].startsWith("self=")) {
                self = parts[i].substring("self=".length());
            } else {
                throw new IllegalArgumentException("a capture is written " + FORM + ", not '" + text + "'");
            }
        }
        return new CaptureNode(new NodeName(first[0]), Path.of(first[1]), imex, self);
    }
}
