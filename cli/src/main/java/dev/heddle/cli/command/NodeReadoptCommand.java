package dev.heddle.cli.command;

import dev.heddle.cli.client.Call;
import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.client.Json;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle node readopt}. */
@Command(
        name = "readopt",
        description = "Take over a node whose agent belongs to another cluster, or say how to.",
        footer = {"", "Example:", "  ./heddle node readopt rack-03/tray-07"})
final class NodeReadoptCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "NODE", description = "Which node.")
    String node = "";

    NodeReadoptCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        String name = NameArguments.node(node);
        String path = "/api/v1/nodes/" + HeddleClient.encode(name) + ":readopt";
        Reply reply = session.client().call(Call.post(path, Json.object()));
        if (reply.ok()) {
            session.console().line("node/" + name + " readopted");
            return ExitCode.OK;
        }
        throw CommandFailure.error(
                "An agent that is pinned to another cluster takes no orders from this one. On " + name
                        + ": stop the agent, move its state folder aside, start it again; it is then scrubbed and adopted here.");
    }
}
