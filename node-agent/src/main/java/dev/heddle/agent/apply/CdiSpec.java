package dev.heddle.agent.apply;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.Limits;
import dev.heddle.contract.model.NodeName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Container Device Interface file of a grant: kind {@code heddle.dev/computedomain}, one device named after the
 * ComputeDomain. CDI 0.5.0 is the lowest version with host paths and with device names that begin with a digit.
 */
final class CdiSpec {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String VERSION = "0.5.0";
    private static final String KIND = "heddle.dev/computedomain";

    private CdiSpec() {}

    /**
     * Renders the file.
     *
     * @param grant the grant
     * @param minors minor numbers of its GPUs, in the order of {@link Grant#gpus()}
     * @param deviceRoot where device nodes lie on the host
     */
    static byte[] render(Grant grant, List<Integer> minors, Path deviceRoot) {
        ObjectNode spec = JSON.createObjectNode();
        spec.put("cdiVersion", VERSION);
        spec.put("kind", KIND);
        ObjectNode device = spec.putArray("devices").addObject();
        device.put("name", grant.name().value());
        ObjectNode edits = device.putObject("containerEdits");
        environment(grant).forEach(edits.putArray("env")::add);
        ArrayNode nodes = edits.putArray("deviceNodes");
        deviceNodes(grant, minors).forEach(path -> addNode(nodes, path, deviceRoot));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(spec);
    }

    private static List<String> environment(Grant grant) {
        List<String> env = new ArrayList<>();
        env.add("NVIDIA_VISIBLE_DEVICES=void");
        env.add("HEDDLE_COMPUTE_DOMAIN=" + grant.name());
        env.add("HEDDLE_COMPUTE_DOMAIN_UID=" + grant.computeDomain());
        env.add("HEDDLE_CHANNEL=" + grant.channel());
        env.add("HEDDLE_GPUS=" + joined(grant.gpus().stream().map(GpuUuid::value)));
        env.add("HEDDLE_MEMBERS=" + joined(grant.members().stream().map(NodeName::value)));
        return env;
    }

    private static String joined(Stream<String> values) {
        return values.collect(Collectors.joining(","));
    }

    private static List<String> deviceNodes(Grant grant, List<Integer> minors) {
        List<String> nodes = new ArrayList<>();
        if (grant.channel() != 0) {
            nodes.add(NodePaths.CHANNELS + "/channel" + grant.channel());
        }
        minors.forEach(minor -> nodes.add("dev/nvidia" + minor));
        if (!minors.isEmpty()) {
            nodes.add("dev/nvidiactl");
            nodes.add("dev/nvidia-uvm");
        }
        return nodes;
    }

    private static void addNode(ArrayNode nodes, String path, Path deviceRoot) {
        ObjectNode node = nodes.addObject();
        node.put("path", "/" + path);
        String onHost = deviceRoot.resolve(path).toString();
        if (!onHost.equals("/" + path)) {
            node.put("hostPath", onHost);
        }
        node.put("permissions", "rw");
    }

    /**
     * Reads back what a file of ours grants. A file that makes no sense is still held: without channel and GPUs.
     *
     * @param uid whose file it is, by its name
     */
    static Grant parse(ComputeDomainUid uid, byte[] file) {
        try {
            JsonNode device = JSON.readTree(new String(file, StandardCharsets.UTF_8))
                    .path("devices")
                    .path(0);
            Map<String, String> env = new HashMap<>();
            device.path("containerEdits").path("env").forEach(entry -> put(env, entry.asString("")));
            return new Grant(
                    uid,
                    new ComputeDomainName(env.getOrDefault("HEDDLE_COMPUTE_DOMAIN", "")),
                    channel(env),
                    new TreeSet<>(split(env, "HEDDLE_GPUS").map(GpuUuid::new).toList()),
                    split(env, "HEDDLE_MEMBERS").map(NodeName::new).toList());
        } catch (JacksonException | IllegalArgumentException e) {
            return unreadable(uid, 0);
        }
    }

    /** A grant of which only this much is known. */
    static Grant unreadable(ComputeDomainUid uid, int channel) {
        return new Grant(uid, new ComputeDomainName("unknown"), channel, new TreeSet<>(), List.of());
    }

    private static void put(Map<String, String> env, String entry) {
        int equals = entry.indexOf('=');
        if (equals > 0) {
            env.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
    }

    private static int channel(Map<String, String> env) {
        int channel = Integer.parseInt(env.getOrDefault("HEDDLE_CHANNEL", ""));
        if (channel < 0 || channel >= Limits.MAX_IMEX_CHANNELS) {
            throw new IllegalArgumentException("no such channel");
        }
        return channel;
    }

    private static Stream<String> split(Map<String, String> env, String key) {
        return Stream.of(env.getOrDefault(key, "").split(",")).filter(part -> !part.isEmpty());
    }
}
