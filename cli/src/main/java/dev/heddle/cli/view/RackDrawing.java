package dev.heddle.cli.view;

import static dev.heddle.cli.client.Json.items;
import static dev.heddle.cli.client.Json.number;
import static dev.heddle.cli.client.Json.text;
import static dev.heddle.cli.client.Json.texts;

import dev.heddle.cli.console.Console;
import dev.heddle.cli.console.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** One rack in text: its trays as they stand, top slot first, then what is wrong with its links. */
public final class RackDrawing {

    /** GPUs with link trouble that are listed; the rest is counted. */
    static final int TROUBLES_MAX = 24;

    private final Console console;

    public RackDrawing(Console console) {
        this.console = console;
    }

    /** Draws the answer of {@code /api/v1/racks/NAME}. */
    public String draw(JsonNode rack) {
        StringBuilder text = new StringBuilder(head(rack)).append('\n');
        Table table = new Table(List.of("SLOT", "TRAY", "GPUS", "LINKS", "NODE", "STATUS", "HOLDER"));
        List<JsonNode> trays = new ArrayList<>(items(rack, "trays"));
        Collections.reverse(trays);
        trays.forEach(tray -> table.row(row(tray)));
        text.append(table.render(console.paint())).append('\n');
        text.append(asics(rack)).append(troubles(rack)).append(legend());
        return text.toString();
    }

    private String head(JsonNode rack) {
        List<String> cliques = texts(rack, "cliques");
        StringBuilder head = new StringBuilder();
        head.append(console.paint().bold(text(rack, "name"))).append("   ");
        head.append(console.paint().state(text(rack, "state"))).append("   ");
        head.append(Cells.ratio(rack, "gpusGrantable", "gpus")).append(" GPUs grantable, ");
        head.append(number(rack, "gpusGranted")).append(" granted   ");
        head.append(Cells.links(rack)).append(" links active   ");
        head.append(Cells.counted(cliques.size(), "clique")).append('\n');
        cliques.forEach(clique -> head.append("  clique ").append(clique).append('\n'));
        return head.toString();
    }

    private List<String> row(JsonNode tray) {
        List<JsonNode> gpus = items(tray, "gpus");
        String cells = gpus.stream().map(this::glyph).collect(Collectors.joining(" ", "[", "]"));
        String holders = gpus.stream()
                .map(gpu -> text(gpu, "granted"))
                .filter(name -> !name.isEmpty())
                .distinct()
                .collect(Collectors.joining(","));
        return List.of(
                text(tray, "slot"),
                text(tray, "tray"),
                gpus.isEmpty() ? "" : cells,
                links(gpus),
                text(tray, "node"),
                status(tray),
                holders);
    }

    private static String status(JsonNode tray) {
        String status = Cells.nodeStatus(tray);
        String reason = text(tray, "reason");
        return reason.isEmpty() || status.contains(reason) ? status : status + " (" + reason + ")";
    }

    private static String links(List<JsonNode> gpus) {
        String all = gpus.stream().map(gpu -> text(gpu, "links")).collect(Collectors.joining());
        return all.matches("\\?*")
                ? "unknown"
                : all.chars().filter(c -> c == 'A').count() + "/" + all.length();
    }

    private String glyph(JsonNode gpu) {
        boolean granted = !text(gpu, "granted").isEmpty();
        return switch (text(gpu, "health")) {
            case "Healthy" -> console.unicode() ? granted ? "■" : "□" : granted ? "#" : "o";
            case "Limited" -> console.unicode() ? "▲" : "!";
            case "Unhealthy" -> console.unicode() ? "✕" : "x";
            default -> "?";
        };
    }

    private String asics(JsonNode rack) {
        List<JsonNode> down = items(rack, "switches", "down");
        List<String> hurt = new ArrayList<>();
        for (int asic = 0; asic < down.size(); asic++) {
            long gpus = down.get(asic).asLong(0);
            if (gpus > 0) {
                hurt.add("ASIC " + asic + " misses " + Cells.counted(gpus, "GPU"));
            }
        }
        String asics = Cells.counted(number(rack, "switches", "asics"), "NVSwitch ASIC");
        return asics + ": " + (hurt.isEmpty() ? "every GPU is linked to each" : String.join(", ", hurt)) + "\n";
    }

    private static String troubles(JsonNode rack) {
        List<String> lines = new ArrayList<>();
        for (JsonNode tray : items(rack, "trays")) {
            for (JsonNode gpu : items(tray, "gpus")) {
                String links = text(gpu, "links");
                if (!links.matches("A*|\\?*")) {
                    lines.add("  " + text(tray, "node") + " GPU " + text(gpu, "index") + "  " + links + "  "
                            + links.chars().filter(c -> c == 'A').count() + "/" + links.length() + " active\n");
                }
            }
        }
        if (lines.isEmpty()) {
            return "";
        }
        String shown = String.join("", lines.subList(0, Math.min(lines.size(), TROUBLES_MAX)));
        String more = lines.size() > TROUBLES_MAX ? "  and " + (lines.size() - TROUBLES_MAX) + " GPUs more\n" : "";
        return "Links 0 to 17 of GPUs that miss some (A active, D degraded, F flapping, S sleep, I inactive, ? unknown):\n"
                + shown + more;
    }

    private String legend() {
        return console.unicode()
                ? "□ free   ■ granted   ▲ limited   ✕ unhealthy   ? unknown\n"
                : "o free   # granted   ! limited   x unhealthy   ? unknown\n";
    }
}
