package dev.heddle.cli.command;

import dev.heddle.cli.client.Call;
import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.client.Json;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle node forget}. */
@Command(
        name = "forget",
        description = "Remove a node that will not come back. It must hold nothing: delete or fence first.",
        footer = {"", "Example:", "  ./heddle node forget rack-03/tray-07"})
final class NodeForgetCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "NODE", description = "Which node.")
    String node = "";

    NodeForgetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        String name = NameArguments.node(node);
        String path = "/api/v1/nodes/" + HeddleClient.encode(name) + ":forget";
        HeddleClient.require(session.client().call(Call.post(path, Json.object())));
        session.console().line("node/" + name + " forgotten");
        return ExitCode.OK;
    }
}
