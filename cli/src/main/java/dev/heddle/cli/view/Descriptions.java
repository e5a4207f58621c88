package dev.heddle.cli.view;

import static dev.heddle.cli.client.Json.flag;
import static dev.heddle.cli.client.Json.has;
import static dev.heddle.cli.client.Json.items;
import static dev.heddle.cli.client.Json.number;
import static dev.heddle.cli.client.Json.text;
import static dev.heddle.cli.client.Json.texts;

import dev.heddle.cli.console.Ages;
import dev.heddle.cli.console.Paint;
import dev.heddle.cli.console.Table;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Everything about one thing, for {@code describe}. */
public final class Descriptions {

    private final Instant now;
    private final Paint paint;

    public Descriptions(Instant now, Paint paint) {
        this.now = now;
        this.paint = paint;
    }

    /** A ComputeDomain, its members, what it waits for, and its events. */
    public String computeDomain(JsonNode cd, List<JsonNode> events) {
        Fields fields = new Fields()
                .add("Name", text(cd, "name"))
                .add("Uid", text(cd, "uid"))
                .add("Phase", paint.state(text(cd, "phase")))
                .add("Reason", text(cd, "reason"))
                .add("Message", text(cd, "message"))
                .add("Asked for", asked(cd))
                .add("Isolation", text(cd, "isolation"))
                .add(
                        "Created",
                        seconds(text(cd, "createdAt")) + " (" + Ages.since(text(cd, "createdAt"), now) + " ago)")
                .add("Formed in", has(cd, "formingMillis") ? Ages.millis(number(cd, "formingMillis")) : "")
                .add("Expires in", has(cd, "expiresAt") ? Ages.until(text(cd, "expiresAt"), now) : "never")
                .add("Version", text(cd, "version"));
        StringBuilder text = new StringBuilder(fields.render());
        items(cd, "segments").forEach(segment -> text.append(segment(segment)));
        texts(cd, "waitingFor")
                .forEach(wait -> text.append("Waits for ").append(wait).append('\n'));
        if (!items(cd, "verdicts").isEmpty()) {
            text.append("\nWhy it is not placed:\n").append(Verdicts.table(items(cd, "verdicts"), paint));
        }
        return text.append(events(events)).toString();
    }

    private static String asked(JsonNode cd) {
        String segments = has(cd, "segmentSize") ? ", in segments of " + text(cd, "segmentSize") + " nodes" : "";
        return Cells.counted(number(cd, "nodes"), "node") + " of " + Cells.counted(number(cd, "gpusPerNode"), "GPU")
                + segments;
    }

    private String segment(JsonNode segment) {
        Table table = new Table(List.of("  NODE", "TRAY", "GPUS", "STATE", "DETAIL"));
        for (JsonNode member : items(segment, "members")) {
            String gpus = items(member, "gpus").stream()
                    .map(gpu -> text(gpu, "index"))
                    .collect(Collectors.joining(","));
            table.row(List.of(
                    "  " + text(member, "node"),
                    text(member, "tray"),
                    gpus,
                    text(member, "state"),
                    text(member, "detail")));
        }
        return "\nIn " + text(segment, "rack") + ", clique " + text(segment, "clique") + ", IMEX channel "
                + text(segment, "channel") + ":\n" + table.render(paint);
    }

    /** A node, its GPUs, its IMEX peers and its events. */
    public String node(JsonNode node, List<JsonNode> events) {
        Fields fields = new Fields()
                .add("Name", text(node, "name"))
                .add("Status", paint.state(Cells.nodeStatus(node)))
                .add("Closed because", text(node, "closed", "message"))
                .add("Health", paint.state(text(node, "health")))
                .add("Reason", text(node, "reason"))
                .add("Message", text(node, "message"))
                .add(
                        "Place",
                        text(node, "rack") + ", slot " + dash(text(node, "slot")) + ", tray "
                                + dash(text(node, "tray")))
                .add("Session", session(node))
                .add("Address", text(node, "address"))
                .add("Replica", text(node, "replica"))
                .add("Boot id", text(node, "bootId"))
                .add(
                        "Versions",
                        "agent " + dash(text(node, "agentVersion")) + ", driver " + dash(text(node, "driverVersion")))
                .add("Probe", text(node, "probe"))
                .add("Clique", text(node, "clique"))
                .add("IMEX", Cells.imex(node))
                .add("Applied", applied(node))
                .add("ComputeDomains", String.join(", ", texts(node, "computeDomains")));
        StringBuilder text = new StringBuilder(fields.render());
        List<JsonNode> gpus = items(node, "gpuList");
        if (!gpus.isEmpty()) {
            text.append('\n').append(new Listing(Kind.GPUS, Output.table, now, paint).rows(gpus));
        }
        return text.append(held(node)).append(events(events)).toString();
    }

    private String session(JsonNode node) {
        String state = flag(node, "connected") ? "connected" : "disconnected";
        return state + (has(node, "since") ? " for " + Ages.since(text(node, "since"), now) : "");
    }

    private static String applied(JsonNode node) {
        if (!has(node, "applied")) {
            return "";
        }
        String refusal = text(node, "applied", "refusal");
        return "generation " + text(node, "applied", "generation") + " of epoch " + text(node, "applied", "epoch")
                + " (wanted: generation " + dash(text(node, "generation")) + "), record "
                + dash(text(node, "applied", "record")) + (refusal.isEmpty() ? "" : ", refused: " + refusal);
    }

    private String held(JsonNode node) {
        List<JsonNode> held = items(node, "held");
        if (held.isEmpty()) {
            return "";
        }
        Table table = new Table(List.of("HELD BY", "CHANNEL", "STATE", "DETAIL"));
        held.forEach(grant -> table.row(
                List.of(text(grant, "name"), text(grant, "channel"), text(grant, "state"), text(grant, "detail"))));
        return "\n" + table.render(paint);
    }

    /** A rack and its events; its drawing comes from {@link RackDrawing}. */
    public String rack(JsonNode rack, String drawing, List<JsonNode> events) {
        Fields fields = new Fields()
                .add("Name", text(rack, "name"))
                .add("Chassis", text(rack, "chassisSerial"))
                .add("State", paint.state(text(rack, "state")))
                .add("Health", paint.state(text(rack, "health")))
                .add("NVLink domains", String.join(", ", texts(rack, "clusterUuids")))
                .add("Cordoned nodes", Cells.count(rack, "cordonedNodes"))
                .add("ComputeDomains", String.join(", ", texts(rack, "computeDomains")));
        return fields.render() + "\n" + drawing + events(events);
    }

    private String events(List<JsonNode> events) {
        return events.isEmpty() ? "" : "\nEvents:\n" + new Listing(Kind.EVENTS, Output.table, now, paint).rows(events);
    }

    /** An instant without its fraction of a second. */
    private static String seconds(String instant) {
        return instant.replaceFirst("\\.\\d+Z$", "Z");
    }

    private static String dash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    /** Whether an event is about this thing or, for a rack, something in it. */
    public static boolean concerns(JsonNode event, String kind, String name) {
        boolean itself = text(event, "object", "kind").equals(kind)
                && text(event, "object", "name").equals(name);
        boolean within = kind.equals("Rack") && text(event, "rack").equals(name);
        boolean part = kind.equals("Node") && text(event, "object", "name").startsWith(name + "/");
        return itself || within || part;
    }
}
