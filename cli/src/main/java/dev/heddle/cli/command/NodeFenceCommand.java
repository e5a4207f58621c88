package dev.heddle.cli.command;

import dev.heddle.cli.client.Call;
import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.client.Json;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code heddle node fence}. */
@Command(
        name = "fence",
        description =
                "Vouch that a node is powered off, so that what it still holds of deleted ComputeDomains is freed.",
        footer = {
            "",
            "A fence stands for the confirmation that the node itself cannot give. If the node is running after all, two",
            "jobs may share memory. When it comes back it is scrubbed before anything else.",
            "",
            "Example:",
            "  ./heddle node fence rack-03/tray-07 --powered-off"
        })
final class NodeFenceCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "NODE", description = "Which node.")
    String node = "";

    @Option(names = "--powered-off", description = "The node has no power. Needed.")
    boolean poweredOff;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    NodeFenceCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        String name = NameArguments.node(node);
        if (!poweredOff) {
            throw CommandFailure.usage("A fenced node must be off: cut its power, then repeat with --powered-off.");
        }
        HeddleClient client = session.client();
        String path = "/api/v1/nodes/" + HeddleClient.encode(name);
        client.get(path);
        Confirmation.typed(
                session, yes, name, "You vouch that " + name + " is powered off and stays off until it reboots.");
        ObjectNode body = Json.object();
        body.put("poweredOff", true);
        HeddleClient.require(client.call(Call.post(path + ":fence", body)));
        session.console().line("node/" + name + " fenced");
        return ExitCode.OK;
    }
}
