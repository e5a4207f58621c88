package dev.heddle.contract.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A node's own IMEX daemon and what it sees of its peers.
 *
 * @param state the daemon's state
 * @param version the daemon's version, empty where unknown
 * @param daemonInstance changes with every start of the daemon; empty = none runs
 * @param peers connection to each peer, by node name
 */
public record Imex(
        ImexDaemonState state, String version, String daemonInstance, SortedMap<NodeName, ImexConnection> peers) {

    /** Nothing reported. */
    public static final Imex UNKNOWN = new Imex(ImexDaemonState.UNKNOWN, "", "", new TreeMap<>());

    /** Copies the peers. */
    public Imex {
        peers = Collections.unmodifiableSortedMap(new TreeMap<>((Map<NodeName, ImexConnection>) peers));
    }

    /** Whether this daemon reports a working connection to {@code peer}. */
    public boolean connectedTo(NodeName peer) {
        return peers.get(peer) == ImexConnection.CONNECTED;
    }
}
