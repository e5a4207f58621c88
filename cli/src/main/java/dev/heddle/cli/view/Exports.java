package dev.heddle.cli.view;

import static dev.heddle.cli.client.Json.items;
import static dev.heddle.cli.client.Json.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A granted ComputeDomain in the form that a launcher takes. */
public final class Exports {

    private Exports() {}

    /** Lines for {@code eval} or {@code source}. */
    public static String env(JsonNode computeDomain) {
        List<String> nodes = Segments.nodes(computeDomain);
        List<String> channels = Segments.channels(computeDomain);
        List<String> lines = new ArrayList<>();
        lines.add(export("COMPUTE_DOMAIN", text(computeDomain, "name")));
        lines.add(export("COMPUTE_DOMAIN_UID", text(computeDomain, "uid")));
        if (channels.size() == 1) {
            lines.add(export("CHANNEL", channels.getFirst()));
        }
        lines.add(export("NODE_COUNT", Integer.toString(nodes.size())));
        lines.add(export("GPUS_PER_NODE", text(computeDomain, "gpusPerNode")));
        lines.add(export("NODES", String.join(",", nodes)));
        lines.add(export("FIRST_NODE", nodes.isEmpty() ? "" : nodes.getFirst()));
        segments(computeDomain, lines);
        return String.join("\n", lines) + "\n";
    }

    private static void segments(JsonNode computeDomain, List<String> lines) {
        List<JsonNode> segments = items(computeDomain, "segments");
        lines.add(export("SEGMENT_COUNT", Integer.toString(segments.size())));
        for (int i = 0; i < segments.size(); i++) {
            String nodes = items(segments.get(i), "members").stream()
                    .map(member -> text(member, "node"))
                    .collect(Collectors.joining(","));
            lines.add(export("SEGMENT_" + i + "_CHANNEL", text(segments.get(i), "channel")));
            lines.add(export("SEGMENT_" + i + "_NODES", nodes));
        }
    }

    /** A host file for {@code mpirun}: one line a node. */
    public static String hostfile(JsonNode computeDomain) {
        return Segments.members(computeDomain).stream()
                .map(member -> text(member, "node") + " slots=" + slots(computeDomain, member) + "\n")
                .collect(Collectors.joining());
    }

    /** The line to run on each node; every node's CDI folder holds the device that it names. */
    public static String cdi(JsonNode computeDomain) {
        StringBuilder text = new StringBuilder();
        for (JsonNode segment : items(computeDomain, "segments")) {
            for (JsonNode member : items(segment, "members")) {
                text.append("# on ")
                        .append(text(member, "node"))
                        .append(": channel ")
                        .append(text(segment, "channel"));
                text.append(", GPUs ").append(gpus(member)).append('\n');
                text.append("podman run --rm --device heddle.dev/computedomain=")
                        .append(text(computeDomain, "name"))
                        .append(" IMAGE COMMAND\n");
            }
        }
        return text.toString();
    }

    private static String gpus(JsonNode member) {
        return items(member, "gpus").stream().map(gpu -> text(gpu, "index")).collect(Collectors.joining(","));
    }

    private static String slots(JsonNode computeDomain, JsonNode member) {
        int gpus = items(member, "gpus").size();
        return gpus > 0 ? Integer.toString(gpus) : text(computeDomain, "gpusPerNode");
    }

    private static String export(String name, String value) {
        boolean bare = value.matches("[A-Za-z0-9_.,:/-]+");
        return "export HEDDLE_" + name + "=" + (bare ? value : "'" + value.replace("'", "'\\''") + "'");
    }
}
