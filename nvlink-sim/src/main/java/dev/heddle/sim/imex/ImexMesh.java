package dev.heddle.sim.imex;

import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.ImexConnection;
import dev.heddle.contract.model.ImexDaemonState;
import dev.heddle.contract.model.ImexNode;
import dev.heddle.contract.model.NodeName;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The simulated IMEX daemons and their connections. Two daemons are connected when both run with the same names in
 * their node lists, sit in the same clique, and have had the time to shake hands. A lost peer is recovering until the
 * grace time is over, then disconnected.
 */
public final class ImexMesh {

    private final Settings settings;
    private final NodeListStore store;
    private final Function<NodeName, Optional<DaemonFacts>> facts;
    private final Map<NodeName, NodeList> lists = new ConcurrentHashMap<>();

    /**
     * A mesh whose daemons live as {@code facts} says.
     *
     * @param facts of each node of the world; empty for a node that is not in it
     */
    public ImexMesh(Settings settings, NodeListStore store, Function<NodeName, Optional<DaemonFacts>> facts) {
        this.settings = settings;
        this.store = store;
        this.facts = facts;
    }

    /**
     * A node's list is this from now on. Changed names restart the daemon; a changed holder of a name does not.
     *
     * @return the nodes that may see a difference, the node itself included; empty if nothing changed
     */
    public Set<NodeName> assign(NodeName self, List<ImexNode> nodes, long now) throws IOException {
        NodeList old = list(self);
        if (old.nodes().equals(nodes)) {
            return Set.of();
        }
        NodeList changed = old.changed(nodes, now);
        store.save(self, changed);
        lists.put(self, changed);
        Set<NodeName> reached = new LinkedHashSet<>();
        reached.add(self);
        old.nodes().forEach(line -> line.node().ifPresent(reached::add));
        nodes.forEach(line -> line.node().ifPresent(reached::add));
        return reached;
    }

    /** What a node's own daemon says. */
    public Imex view(NodeName self, long now) {
        DaemonFacts own = facts.apply(self).orElseThrow();
        NodeList list = list(self);
        if (!own.running()) {
            return new Imex(ImexDaemonState.UNAVAILABLE, settings.version(), "", new TreeMap<>());
        }
        if (list.nodes().isEmpty()) {
            return new Imex(ImexDaemonState.INITIALIZING, settings.version(), "", new TreeMap<>());
        }
        SortedMap<NodeName, ImexConnection> peers = new TreeMap<>();
        for (ImexNode line : list.nodes()) {
            line.node()
                    .filter(peer -> !peer.equals(self))
                    .ifPresent(peer -> peers.put(peer, connection(own, list, peer, now)));
        }
        String instance = own.boot() + "." + own.starts() + "." + list.starts();
        return new Imex(state(own, list, now), settings.version(), instance, peers);
    }

    private ImexDaemonState state(DaemonFacts own, NodeList list, long now) {
        if (now >= since(own, list) + settings.formMillis()) {
            return ImexDaemonState.READY;
        }
        return own.restarted() ? ImexDaemonState.WAITING_FOR_RECOVERY : ImexDaemonState.INITIALIZING;
    }

    private ImexConnection connection(DaemonFacts own, NodeList list, NodeName peer, long now) {
        Optional<DaemonFacts> known = facts.apply(peer);
        if (known.isEmpty()) {
            return ImexConnection.INVALID;
        }
        DaemonFacts other = known.get();
        NodeList theirs = list(peer);
        if (theirs.nodes().isEmpty()) {
            return ImexConnection.NEVER_CONNECTED;
        }
        long formed = Math.max(since(own, list), since(other, theirs)) + settings.formMillis();
        if (!other.running()) {
            return lost(other.downSince().getAsLong(), formed, now);
        }
        if (!theirs.names().equals(list.names())) {
            return ImexConnection.NODE_MAP_MISMATCH;
        }
        if (own.clique() != other.clique()) {
            return ImexConnection.DISCONNECTED;
        }
        if (now >= formed) {
            return ImexConnection.CONNECTED;
        }
        boolean knewIt = other.restarted() && since(own, list) < since(other, theirs);
        return knewIt ? ImexConnection.RECOVERING : ImexConnection.NEVER_CONNECTED;
    }

    private ImexConnection lost(long downSince, long formed, long now) {
        if (formed > downSince) {
            return ImexConnection.NEVER_CONNECTED;
        }
        return now < downSince + settings.graceMillis() ? ImexConnection.RECOVERING : ImexConnection.DISCONNECTED;
    }

    private static long since(DaemonFacts daemon, NodeList list) {
        return Math.max(daemon.since(), list.since());
    }

    private NodeList list(NodeName node) {
        return lists.computeIfAbsent(node, store::load);
    }

    /**
     * How the daemons behave.
     *
     * @param version version of every daemon
     * @param formMillis until two daemons that can reach each other are connected
     * @param graceMillis until a lost peer is cleaned up
     */
    public record Settings(String version, long formMillis, long graceMillis) {}
}
