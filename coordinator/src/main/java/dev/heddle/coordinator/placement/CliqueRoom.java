package dev.heddle.coordinator.placement;

import java.util.List;
import java.util.Optional;

/**
 * A clique as placement sees it.
 *
 * @param key which
 * @param rack name of its rack, for people
 * @param nodes its nodes
 * @param freeChannels IMEX channels not granted and not quarantined
 * @param barred why the clique takes nothing at all; empty = open
 */
public record CliqueRoom(CliqueKey key, String rack, List<NodeRoom> nodes, int freeChannels, Optional<Barred> barred) {

    /** Copies the nodes. */
    public CliqueRoom {
        nodes = List.copyOf(nodes);
    }

    /**
     * A clique that takes nothing.
     *
     * @param code what stands in the way
     * @param message one sentence for people
     */
    public record Barred(CliqueVerdict.Code code, String message) {}
}
