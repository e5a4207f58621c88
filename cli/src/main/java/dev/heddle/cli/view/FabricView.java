package dev.heddle.cli.view;

import static dev.heddle.cli.client.Json.has;
import static dev.heddle.cli.client.Json.items;
import static dev.heddle.cli.client.Json.number;
import static dev.heddle.cli.client.Json.text;
import static dev.heddle.cli.client.Json.texts;

import dev.heddle.cli.console.Paint;
import dev.heddle.cli.console.Table;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The whole fabric on one page. */
public final class FabricView {

    private FabricView() {}

    /** Draws {@code /api/v1/fabric} and the racks. */
    public static String draw(JsonNode fabric, List<JsonNode> racks, Paint paint) {
        StringBuilder text = new StringBuilder(head(fabric, paint));
        texts(fabric, "warnings")
                .forEach(warning -> text.append("Warning: ").append(warning).append('\n'));
        text.append(safeMode(fabric)).append('\n');
        if (racks.isEmpty()) {
            return text + "No rack has reported yet: start node agents, or a simulated fleet with ./heddle demo.\n";
        }
        Table table = new Table(List.of(
                "RACK", "STATE", "NODES", "GRANTABLE", "GRANTED", "TIER", "LINKS", "CLIQUES", "COMPUTE-DOMAINS"));
        racks.forEach(rack -> table.row(row(rack)));
        return text + table.render(paint);
    }

    private static String head(JsonNode fabric, Paint paint) {
        String leader = has(fabric, "leader") ? text(fabric, "leader", "replica") : "nobody";
        StringBuilder head = new StringBuilder();
        head.append(paint.bold("Fabric")).append("   ");
        head.append(Cells.counted(number(fabric, "racks"), "rack")).append(", ");
        head.append(Cells.ratio(fabric, "nodesConnected", "nodes")).append(" nodes connected, ");
        head.append(number(fabric, "gpus")).append(" GPUs (");
        head.append(number(fabric, "gpusGrantable")).append(" grantable, ");
        head.append(number(fabric, "gpusGranted")).append(" granted), ");
        head.append(Cells.links(fabric)).append(" links active\n");
        head.append("Answered by ").append(text(fabric, "replica")).append(" (").append(text(fabric, "role"));
        head.append("); leader ")
                .append(leader)
                .append("; image ")
                .append(text(fabric, "image"))
                .append('\n');
        head.append(largest(fabric)).append('\n');
        return head.toString();
    }

    private static String largest(JsonNode fabric) {
        JsonNode largest = fabric.path("largestPlaceable");
        if (!largest.isObject() || number(largest, "nodes") == 0) {
            return "Nothing of 4 GPUs per node fits anywhere now.";
        }
        return "Fits now at most: " + Cells.counted(number(largest, "nodes"), "node") + " of "
                + number(largest, "gpusPerNode") + " GPUs in " + text(largest, "rack");
    }

    private static String safeMode(JsonNode fabric) {
        List<JsonNode> waiting = items(fabric, "safeMode", "waiting");
        StringBuilder text = new StringBuilder();
        for (JsonNode unit : waiting) {
            text.append("Safe mode: ")
                    .append(text(unit, "rack"))
                    .append(" waits, ")
                    .append(text(unit, "reason"));
            text.append(" (").append(Cells.ratio(unit, "nodesHeard", "nodes")).append(" nodes heard");
            List<String> nodes = texts(unit, "waitsFor");
            text.append(nodes.isEmpty() ? "" : "; not " + Cells.some(nodes, 3)).append("). ");
            text.append(text(unit, "exit")).append('\n');
        }
        return text.toString();
    }

    private static List<String> row(JsonNode rack) {
        return List.of(
                text(rack, "name"),
                text(rack, "state"),
                Cells.ratio(rack, "nodesConnected", "nodes"),
                Cells.ratio(rack, "gpusGrantable", "gpus"),
                text(rack, "gpusGranted"),
                tier(rack),
                Cells.links(rack),
                Integer.toString(texts(rack, "cliques").size()),
                Cells.some(texts(rack, "computeDomains"), 3));
    }

    /** What a rack of 72 can still be sold as: with all its GPUs working, with at least 64, or with fewer. */
    private static String tier(JsonNode rack) {
        long usable = number(rack, "gpusUsable")
                + (has(rack, "gpusUsable") ? 0 : number(rack, "gpusGrantable") + number(rack, "gpusGranted"));
        if (number(rack, "gpus") < 72) {
            return "";
        }
        return usable >= 72 ? "NVL72" : usable >= 64 ? "NVL64+" : "below NVL64";
    }
}
