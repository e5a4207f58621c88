package dev.heddle.cli.view;

import static dev.heddle.cli.client.Json.flag;
import static dev.heddle.cli.client.Json.items;
import static dev.heddle.cli.client.Json.text;

import dev.heddle.cli.console.Paint;
import dev.heddle.cli.console.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What placement says about every clique. */
public final class Verdicts {

    private Verdicts() {}

    /** The answer of {@code placements:explain}. */
    public static String explanation(JsonNode answer, String asked, Paint paint) {
        StringBuilder text = new StringBuilder();
        if (flag(answer, "placeable")) {
            text.append(asked).append(" would be placed now:\n");
            for (JsonNode segment : items(answer, "chosen")) {
                List<String> nodes = items(segment, "members").stream()
                        .map(member -> text(member, "node"))
                        .toList();
                text.append("  ")
                        .append(text(segment, "rack"))
                        .append(": ")
                        .append(String.join(" ", nodes))
                        .append('\n');
            }
        } else {
            text.append(asked).append(" cannot be placed now.\n");
        }
        return text.append('\n').append(table(items(answer, "verdicts"), paint)).toString();
    }

    /** One line a clique. */
    static String table(List<JsonNode> verdicts, Paint paint) {
        if (verdicts.isEmpty()) {
            return "No clique is known: no node has reported.\n";
        }
        Table table = new Table(List.of("RACK", "VERDICT", "NODES-FIT", "GPUS-FREE", "WHY", "CLIQUE"));
        for (JsonNode verdict : verdicts) {
            table.row(List.of(
                    text(verdict, "rack"),
                    text(verdict, "code"),
                    text(verdict, "fittingNodes"),
                    text(verdict, "grantableGpus"),
                    text(verdict, "message"),
                    text(verdict, "clique")));
        }
        return table.render(paint);
    }

    /** How many cliques have which verdict, in one line. */
    public static String summary(List<JsonNode> verdicts) {
        Map<String, Long> counts = verdicts.stream()
                .collect(Collectors.groupingBy(v -> text(v, "code"), LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + Cells.counted(entry.getValue(), "clique"))
                .collect(Collectors.joining(", "));
    }
}
