package dev.heddle.cli.command;

import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.client.Json;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.session.Session;
import dev.heddle.cli.view.Descriptions;
import dev.heddle.cli.view.Kind;
import dev.heddle.cli.view.RackDrawing;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code heddle describe}. */
@Command(
        name = "describe",
        description = "Show everything about one ComputeDomain, node or rack, with its events.",
        footer = {
            "",
            "Examples:",
            "  ./heddle describe cd train-1",
            "  ./heddle describe node rack-03/tray-07",
            "  ./heddle describe rack rack-03"
        })
final class DescribeCommand implements Callable<Integer> {

    /** Newest events shown. */
    static final int EVENTS_SHOWN_MAX = 15;

    private final Session session;

    @Parameters(index = "0", paramLabel = "KIND", description = "cd, node or rack.")
    String kind = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "Which one.")
    String name = "";

    DescribeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        Kind asked = Kind.of(kind)
                .filter(Kind::single)
                .orElseThrow(() -> CommandFailure.usage("'" + kind
                        + "' cannot be described: take cd, node or rack, or ./heddle get " + kind + " -o yaml."));
        HeddleClient client = session.client();
        Query query = Query.of(asked, name, new Filters());
        JsonNode found = query.document(client);
        Descriptions descriptions =
                new Descriptions(session.now(), session.console().paint());
        session.console()
                .print(
                        switch (asked) {
                            case NODES -> descriptions.node(found, events(client, "Node", query.name()));
                            case RACKS ->
                                descriptions.rack(
                                        found,
                                        new RackDrawing(session.console()).draw(found),
                                        events(client, "Rack", query.name()));
                            case COMPUTE_DOMAINS, GPUS, LINKS, DOMAINS, CLIQUES, EVENTS, MEMBERS ->
                                descriptions.computeDomain(found, events(client, "ComputeDomain", query.name()));
                        });
        return ExitCode.OK;
    }

    private static List<JsonNode> events(HeddleClient client, String objectKind, String name) throws CommandFailure {
        List<JsonNode> own = Json.items(client.list("/api/v1/events"), "items").stream()
                .filter(event -> Descriptions.concerns(event, objectKind, name))
                .sorted(java.util.Comparator.comparing(event -> Json.text(event, "at")))
                .toList();
        return own.subList(Math.max(0, own.size() - EVENTS_SHOWN_MAX), own.size());
    }
}
