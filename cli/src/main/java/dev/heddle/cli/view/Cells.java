package dev.heddle.cli.view;

import static dev.heddle.cli.client.Json.flag;
import static dev.heddle.cli.client.Json.has;
import static dev.heddle.cli.client.Json.number;
import static dev.heddle.cli.client.Json.text;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Cells that are more than one field. */
final class Cells {

    private Cells() {}

    /** {@code 70/72}. */
    static String ratio(JsonNode row, String part, String whole) {
        return has(row, whole) ? number(row, part) + "/" + number(row, whole) : "";
    }

    /** Active of all links; {@code unknown} where the probe cannot see them. */
    static String links(JsonNode row) {
        JsonNode links = row.path("links");
        if (!links.isObject()) {
            return "";
        }
        long total = number(links, "total");
        return total == number(links, "unknown") ? "unknown" : number(links, "active") + "/" + total;
    }

    /** A number, empty where it is zero. */
    static String count(JsonNode row, String field) {
        long count = number(row, field);
        return count == 0 ? "" : Long.toString(count);
    }

    /** The first few of a list and how many more there are. */
    static String some(List<String> all, int shown) {
        String head = String.join(",", all.subList(0, Math.min(all.size(), shown)));
        return all.size() > shown ? head + ",+" + (all.size() - shown) : head;
    }

    /** In the words of kubectl: what is wrong first, then that it is cordoned. */
    static String nodeStatus(JsonNode node) {
        String closed = text(node, "closed", "cause");
        boolean cordoned = flag(node, "cordoned") || closed.equals("Cordoned");
        String status = closed.isEmpty() || closed.equals("Cordoned") ? "Ready" : closed;
        String first = flag(node, "connected") ? status : "Disconnected";
        return cordoned ? first + ",Cordoned" : first;
    }

    /** State of the daemon and its mesh. */
    static String imex(JsonNode node) {
        String state = text(node, "imex", "state");
        boolean counted = !state.isEmpty() && has(node, "imex", "peers") && number(node, "imex", "peers") > 0;
        return counted
                ? state + " " + number(node, "imex", "peersConnected") + "/" + number(node, "imex", "peers")
                : state;
    }

    static String gibibytes(long bytes) {
        return bytes == 0 ? "" : Math.round(bytes / (double) (1L << 30)) + " GiB";
    }

    static String speed(JsonNode row, String field) {
        long speed = number(row, field);
        return speed == 0 ? "" : String.format(Locale.ROOT, "%.1f GB/s", speed / 1000.0);
    }

    static String shorten(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    /** {@code 1 node}, {@code 2 nodes}. */
    static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
