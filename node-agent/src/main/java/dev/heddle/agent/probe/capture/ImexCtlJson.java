package dev.heddle.agent.probe.capture;

import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.ImexConnection;
import dev.heddle.contract.model.ImexDaemonState;
import dev.heddle.contract.model.Limits;
import dev.heddle.contract.model.NodeName;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Output of {@code nvidia-imex-ctl -N -j}: nodes by their index as text, each with its connections by the index of the
 * peer. A node goes by its host name where the output has one, else by its address.
 */
final class ImexCtlJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Map<String, ImexDaemonState> STATES = Map.of(
            "INITIALIZING", ImexDaemonState.INITIALIZING,
            "STARTING_AUTH_SERVER", ImexDaemonState.INITIALIZING,
            "WAITING_FOR_PEERS", ImexDaemonState.WAITING_FOR_PEERS,
            "WAITING_FOR_RECOVERY", ImexDaemonState.WAITING_FOR_RECOVERY,
            "INIT_GPU", ImexDaemonState.INITIALIZING,
            "READY", ImexDaemonState.READY,
            "SHUTTING_DOWN", ImexDaemonState.SHUTTING_DOWN,
            "UNAVAILABLE", ImexDaemonState.UNAVAILABLE);

    private ImexCtlJson() {}

    /**
     * Reads it from one node's side.
     *
     * @param own address or host name of that node in the output
     * @param names node names by host name or address, where they differ
     */
    static Imex read(byte[] json, String own, Map<String, NodeName> names) throws IOException {
        JsonNode nodes = parse(json).path("nodes");
        if (!nodes.isObject()) {
            throw new CaptureException("nodes", "is no object");
        }
        if (nodes.size() > Limits.MAX_IMEX_NODES) {
            throw new CaptureException("nodes", "has more than " + Limits.MAX_IMEX_NODES + " entries");
        }
        for (Map.Entry<String, JsonNode> entry : nodes.properties()) {
            JsonNode node = entry.getValue();
            if (own.equals(node.path("host").asString(""))
                    || own.equals(node.path("hostName").asString(""))) {
                return read(nodes, entry.getKey(), node, names);
            }
        }
        throw new CaptureException("nodes", "has no entry for " + own);
    }

    private static JsonNode parse(byte[] json) throws IOException {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new CaptureException("nodes", "the output of nvidia-imex-ctl is not JSON");
        }
    }

    private static Imex read(JsonNode nodes, String index, JsonNode node, Map<String, NodeName> names)
            throws IOException {
        SortedMap<NodeName, ImexConnection> peers = new TreeMap<>();
        JsonNode connections = node.path("connections");
        if (connections.size() > Limits.MAX_IMEX_NODES) {
            throw new CaptureException(
                    "nodes/" + index + "/connections", "has more than " + Limits.MAX_IMEX_NODES + " entries");
        }
        for (Map.Entry<String, JsonNode> entry : connections.properties()) {
            String field = "nodes/" + index + "/connections/" + entry.getKey();
            JsonNode connection = entry.getValue();
            String hostName = nodes.path(entry.getKey()).path("hostName").asString("");
            String host = connection.path("host").asString("");
            peers.put(
                    name(field, hostName, host, names),
                    connection(connection.path("status").asString("")));
        }
        String version = SmiElements.limited(
                "nodes/" + index + "/version", node.path("version").asString(""));
        ImexDaemonState state = STATES.getOrDefault(node.path("status").asString(""), ImexDaemonState.UNKNOWN);
        return new Imex(state, version, "capture", peers);
    }

    private static NodeName name(String field, String hostName, String host, Map<String, NodeName> names)
            throws IOException {
        NodeName known = names.getOrDefault(hostName, names.get(host));
        if (known != null) {
            return known;
        }
        try {
            return new NodeName(hostName.isEmpty() ? host : hostName);
        } catch (IllegalArgumentException e) {
            throw new CaptureException(field, "names no host");
        }
    }

    private static ImexConnection connection(String status) {
        return switch (status) {
            case "INVALID" -> ImexConnection.INVALID;
            case "NEVER_CONNECTED" -> ImexConnection.NEVER_CONNECTED;
            case "RECOVERING" -> ImexConnection.RECOVERING;
            case "DISCONNECTED" -> ImexConnection.DISCONNECTED;
            case "AUTHENTICATING" -> ImexConnection.AUTHENTICATING;
            case "VERSION_MISMATCH" -> ImexConnection.VERSION_MISMATCH;
            case "NODE_MAP_MISMATCH" -> ImexConnection.NODE_MAP_MISMATCH;
            case "CONNECTED" -> ImexConnection.CONNECTED;
            default -> ImexConnection.UNKNOWN;
        };
    }
}
