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

    /** Things waited for that are named; the rest is counted. */
    private static final int WAITS_SHOWN = 4;

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
        String numbers = String.join(" and ", channels);
        String which = channels.isEmpty() ? "" : channels.size() == 1 ? ", channel " : ", channels ";
        return Cells.counted(number(cd, "nodes"), "node") + " of " + Cells.counted(number(cd, "gpusPerNode"), "GPU")
                + " in " + String.join(" and ", racks) + which + numbers;
    }

    /** What a dry run found. */
    public static String planned(JsonNode cd) {
        String where = where(cd);
        return where.isEmpty() ? "would wait: " + why(cd) : "would be placed: " + where;
    }

    private static String why(JsonNode cd) {
        String phase = text(cd, "phase");
        if (phase.equals("Ready")) {
            return "";
        }
        String waits = waits(cd);
        if (!waits.isEmpty()) {
            return waits;
        }
        String message = text(cd, "message");
        List<JsonNode> verdicts = items(cd, "verdicts");
        return message.isEmpty() && !verdicts.isEmpty() ? Verdicts.summary(verdicts) : message;
    }

    /** What a release waits for, empty if for nothing. */
    public static String waits(JsonNode cd) {
        List<String> waits = texts(cd, "waitingFor");
        String more = waits.size() > WAITS_SHOWN ? ", and " + (waits.size() - WAITS_SHOWN) + " more" : "";
        String shown = String.join(", ", waits.subList(0, Math.min(waits.size(), WAITS_SHOWN)));
        return waits.isEmpty() ? "" : "waits for " + shown + more;
    }

    /** What placement says about every clique, as a table. */
    public static String verdicts(List<JsonNode> verdicts, Paint paint) {
        return Verdicts.table(verdicts, paint);
    }
}
