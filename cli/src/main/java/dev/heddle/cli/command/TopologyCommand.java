package dev.heddle.cli.command;

import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.client.Json;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.session.Session;
import dev.heddle.cli.view.FabricView;
import dev.heddle.cli.view.RackDrawing;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code heddle topology}. */
@Command(
        name = "topology",
        description = "Show all racks and what can be used of them, or draw one rack.",
        footer = {"", "Examples:", "  ./heddle topology", "  ./heddle topology rack-03"})
final class TopologyCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(arity = "0..2", paramLabel = "RACK", description = "Draw this rack.")
    List<String> words = List.of();

    TopologyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        HeddleClient client = session.client();
        if (words.isEmpty()) {
            JsonNode fabric = client.get("/api/v1/fabric");
            List<JsonNode> racks = Json.items(client.list("/api/v1/racks"), "items");
            session.console()
                    .print(FabricView.draw(fabric, racks, session.console().paint()));
            return ExitCode.OK;
        }
        String rack = NameArguments.rack(rackOf(words));
        session.console()
                .print(new RackDrawing(session.console())
                        .draw(client.get("/api/v1/racks/" + HeddleClient.encode(rack))));
        return ExitCode.OK;
    }

    /** {@code rack-03} and {@code rack rack-03} mean the same. */
    private static String rackOf(List<String> words) throws CommandFailure {
        if (words.size() == 2 && !words.getFirst().equals("rack")) {
            throw CommandFailure.usage("One rack at a time: ./heddle topology " + words.getFirst() + ".");
        }
        if (words.equals(List.of("rack"))) {
            throw CommandFailure.usage("Which rack? For example ./heddle topology rack-03.");
        }
        return words.getLast();
    }
}
