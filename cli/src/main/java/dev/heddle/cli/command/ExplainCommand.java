package dev.heddle.cli.command;

import dev.heddle.cli.client.Call;
import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.client.Json;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.session.Session;
import dev.heddle.cli.view.Listing;
import dev.heddle.cli.view.Output;
import dev.heddle.cli.view.Verdicts;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code heddle explain}. */
@Command(
        name = "explain",
        description = "Say which cliques could take a ComputeDomain, and why the others cannot. Changes nothing.",
        footer = {
            "",
            "Examples:",
            "  ./heddle explain --nodes 18 --gpus-per-node 4",
            "  ./heddle explain --nodes 64 --gpus-per-node 4 --segment-size 16"
        })
final class ExplainCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--nodes", required = true, paramLabel = "N", description = "How many nodes.")
    long nodes;

    @Option(names = "--gpus-per-node", paramLabel = "G", description = "GPUs on each node. Default: 4.")
    long gpusPerNode = 4;

    @Option(names = "--segment-size", paramLabel = "S", description = "Nodes that must share a clique.")
    @Nullable
    Long segmentSize;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, json or yaml.")
    Output output = Output.table;

    ExplainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        ObjectNode body = Json.object();
        body.put("nodes", nodes);
        body.put("gpusPerNode", gpusPerNode);
        if (segmentSize != null) {
            body.put("segmentSize", segmentSize);
        }
        JsonNode answer = HeddleClient.require(session.client().call(Call.post("/api/v1/placements:explain", body)));
        String asked = nodes + " nodes of " + gpusPerNode + " GPUs"
                + (segmentSize == null ? "" : " in segments of " + segmentSize + " nodes");
        boolean document = output == Output.json || output == Output.yaml;
        session.console()
                .print(
                        document
                                ? Listing.document(answer, output)
                                : Verdicts.explanation(
                                        answer, asked, session.console().paint()));
        return ExitCode.OK;
    }
}
