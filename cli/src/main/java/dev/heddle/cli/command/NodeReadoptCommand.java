package dev.heddle.cli.command;

import dev.heddle.cli.client.Json;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.demo.DataFolder;
import dev.heddle.cli.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code heddle node readopt}: leaves an operator's word in the agent's state folder. It is given on the node, to the
 * agent, as no coordinator may talk an agent into obeying it.
 */
@Command(
        name = "readopt",
        description = "Have the agent on this machine obey the cluster of --server, not the one it obeyed before.",
        footer = {
            "",
            "Run it on the node itself, as the user of the agent. What the agent holds for the former cluster is scrubbed,",
            "once no process uses it, before the new one grants anything there. In a demo every node is on this machine.",
            "",
            "Examples:",
            "  ./heddle node readopt rack-03/tray-07",
            "  ./heddle node readopt tray-07 --state /var/lib/heddle/agent --server http://127.0.0.1:8480"
        })
final class NodeReadoptCommand implements Callable<Integer> {

    private static final String REQUEST = "readopt";
    private static final Duration TAKEN_UP = Duration.ofSeconds(10);

    private final Session session;

    @Parameters(index = "0", paramLabel = "NODE", description = "Which node.")
    String node = "";

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The agent's state folder. Default: that of the demo's node.")
    @Nullable
    Path state;

    @Option(
            names = "--cluster",
            paramLabel = "ID",
            description = "The cluster to obey. Default: that of the coordinator at --server.")
    @Nullable
    String cluster;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    NodeReadoptCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        String name = NameArguments.node(node);
        Path folder = folder(name);
        String wanted = wanted();
        Confirmation.typed(
                session, yes, name, "What " + name + " holds for another cluster than " + wanted + " is given up.");
        Path request = leave(folder, wanted);
        session.console().line("node/" + name + " is to obey cluster " + wanted);
        boolean taken = new Poll(session, session.waitLimit(TAKEN_UP))
                .until(poll -> Files.exists(request) ? Optional.<Boolean>empty() : Optional.of(true))
                .isPresent();
        session.console()
                .say(taken ? "Its agent has taken it up." : "Its agent does not run; it takes it up when it starts.");
        return ExitCode.OK;
    }

    private Path folder(String name) throws CommandFailure {
        Path given = state;
        if (given == null) {
            Path demo = DataFolder.existing(session.dataFolder()).agentState(name);
            if (!Files.isDirectory(demo)) {
                throw CommandFailure.notFound("The demo on " + session.dataFolder() + " has no node " + name
                        + ": see ./heddle topology, or name the folder of a real agent with --state.");
            }
            return demo;
        }
        if (!Files.isDirectory(given)) {
            throw CommandFailure.usage(
                    given + " is no folder: name the agent's state folder, on the node, with --state.");
        }
        return given;
    }

    private String wanted() throws CommandFailure {
        String given = cluster;
        if (given == null) {
            return Json.text(session.client().get("/api/v1/fabric"), "clusterId");
        }
        if (!given.matches("[\\x21-\\x7e]{1,128}")) {
            throw CommandFailure.usage("'" + given + "' is no cluster's id: clusterId in /api/v1/fabric shows it.");
        }
        return given;
    }

    private static Path leave(Path folder, String wanted) throws CommandFailure {
        Path request = folder.resolve(REQUEST);
        Path whole = folder.resolve(REQUEST + ".new");
        try {
            Files.writeString(whole, wanted + "\n");
            Files.move(whole, request, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return request;
        } catch (IOException e) {
            throw CommandFailure.error(
                    folder + " cannot be written (" + e.getMessage() + "): run this as the user of the agent.");
        }
    }
}
