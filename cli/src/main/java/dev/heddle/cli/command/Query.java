package dev.heddle.cli.command;

import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.client.Json;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.view.Kind;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What to fetch.
 *
 * @param kind of what kind
 * @param name only this one, or empty for all
 * @param filter query with its question mark, or empty
 */
record Query(Kind kind, String name, String filter) {

    static Query of(Kind kind, String written, Filters filters) throws CommandFailure {
        String filter = filters.query(kind);
        if (!written.isEmpty() && !filter.isEmpty()) {
            throw CommandFailure.usage("Give a name or filters, not both.");
        }
        return new Query(kind, written.isEmpty() ? "" : name(kind, written), filter);
    }

    private static String name(Kind kind, String written) throws CommandFailure {
        return switch (kind) {
            case RACKS -> NameArguments.rack(written);
            case NODES -> NameArguments.node(written);
            case COMPUTE_DOMAINS -> NameArguments.computeDomain(written);
            case GPUS, LINKS, DOMAINS, CLIQUES, EVENTS, MEMBERS -> written;
        };
    }

    /** The rows of a table. */
    List<JsonNode> rows(HeddleClient client) throws CommandFailure {
        JsonNode document = document(client);
        return name.isEmpty() ? Json.items(document, "items") : List.of(document);
    }

    /** One thing, or an object with {@code items}. */
    JsonNode document(HeddleClient client) throws CommandFailure {
        if (name.isEmpty()) {
            return client.list(kind.path() + filter);
        }
        if (kind.single()) {
            return client.get(kind.path() + "/" + HeddleClient.encode(name));
        }
        ObjectNode all = client.list(kind.path());
        return Json.items(all, "items").stream()
                .filter(row -> kind.key(row).equals(name))
                .findFirst()
                .orElseThrow(() -> CommandFailure.notFound("There is no " + kind.noun() + " " + name
                        + ": list them with ./heddle get " + kind.word() + "."));
    }

    /** Whether a row that the feed brings is asked for. */
    boolean wants(JsonNode row) {
        boolean named = name.isEmpty() || kind.key(row).equals(name);
        String phase = filter.startsWith("?phase=") ? filter.substring("?phase=".length()) : "";
        return named && (phase.isEmpty() || Json.text(row, "phase").equalsIgnoreCase(phase));
    }

    /** An empty list in words. */
    String nothing() {
        String what = kind == Kind.COMPUTE_DOMAINS ? "No ComputeDomains" : "No " + kind.word();
        if (!filter.isEmpty()) {
            return what + " match.";
        }
        return kind == Kind.COMPUTE_DOMAINS
                ? what + ". Ask for one: ./heddle create cd train-1 --nodes 4 --gpus-per-node 4"
                : what + " yet.";
    }
}
