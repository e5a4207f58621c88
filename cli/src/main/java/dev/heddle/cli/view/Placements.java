package dev.heddle.cli.view;

import static dev.heddle.cli.client.Json.has;
import static dev.heddle.cli.client.Json.items;
import static dev.heddle.cli.client.Json.number;
import static dev.heddle.cli.client.Json.text;
import static dev.heddle.cli.client.Json.texts;

import dev.heddle.cli.console.Ages;
import dev.heddle.cli.console.Paint;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A ComputeDomain in one sentence. */
public final class Placements {

    private Placements() {}

    /** Its phase, where it is, and why it is not Ready yet. */
    public static String sentence(JsonNode cd) {
        String phase = text(cd, "phase");
        String where = where(cd);
        String why = why(cd);
        String took = phase.equals("Ready") && has(cd, "formingMillis")
                ? " after " + Ages.millis(number(cd, "formingMillis"))
                : "";
        return phase + took + (where.isEmpty() ? "" : ", " + where) + (why.isEmpty() ? "" : ": " + why);
    }

    private static String where(JsonNode cd) {
        List<String> racks = Segments.racks(cd);
        if (racks.isEmpty()) {
            return "";
        }
        List<String> channels = Segments.channels(cd);
        return Cells.counted(number(cd, "nodes"), "node") + " of " + Cells.counted(number(cd, "gpusPerNode"), "GPU")
                + " in " + String.join(" and ", racks) + (channels.size() == 1 ? ", channel " : ", channels ")
                + String.join(" and ", channels);
    }

    private static String why(JsonNode cd) {
        String phase = text(cd, "phase");
        if (phase.equals("Ready")) {
            return "";
        }
        List<String> waits = texts(cd, "waitingFor");
        if (!waits.isEmpty()) {
            return "waits for " + Cells.some(waits, 4).replace(",", ", ");
        }
        String message = text(cd, "message");
        List<JsonNode> verdicts = items(cd, "verdicts");
        return message.isEmpty() && !verdicts.isEmpty() ? Verdicts.summary(verdicts) : message;
    }

    /** What placement says about every clique, as a table. */
    public static String verdicts(List<JsonNode> verdicts, Paint paint) {
        return Verdicts.table(verdicts, paint);
    }
}
