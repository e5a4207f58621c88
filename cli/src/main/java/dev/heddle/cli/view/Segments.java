package dev.heddle.cli.view;

import static dev.heddle.cli.client.Json.items;
import static dev.heddle.cli.client.Json.text;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Where a ComputeDomain is. */
final class Segments {

    private Segments() {}

    /** Racks, each once. */
    static List<String> racks(JsonNode computeDomain) {
        return each(computeDomain, "rack");
    }

    /** Channels in the order of the segments, each once. */
    static List<String> channels(JsonNode computeDomain) {
        return each(computeDomain, "channel");
    }

    /** All members, segment by segment. */
    static List<JsonNode> members(JsonNode computeDomain) {
        return items(computeDomain, "segments").stream()
                .flatMap(segment -> items(segment, "members").stream())
                .toList();
    }

    /** Names of the members' nodes. */
    static List<String> nodes(JsonNode computeDomain) {
        return members(computeDomain).stream()
                .map(member -> text(member, "node"))
                .toList();
    }

    private static List<String> each(JsonNode computeDomain, String field) {
        return items(computeDomain, "segments").stream()
                .map(segment -> text(segment, field))
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }
}
