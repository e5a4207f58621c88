package dev.heddle.cli.command;

import dev.heddle.cli.client.Call;
import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.client.Json;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.console.Table;
import dev.heddle.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code heddle sim process}: jobs that hold what they were given. */
final class SimProcessCommands {

    private SimProcessCommands() {}

    static Object[] all(Session session) {
        return new Object[] {new Start(session), new Stop(session), new Listed(session)};
    }

    /** {@code heddle sim process}. */
    @Command(
            name = "process",
            description = "Run or end simulated processes that hold a channel or GPUs.",
            synopsisSubcommandLabel = "start|stop|list")
    static final class Process implements Callable<Integer> {
        @Override
        public Integer call() throws CommandFailure {
            throw CommandFailure.usage("start, stop or list: see ./heddle sim process --help.");
        }
    }

    /** {@code heddle sim process start}. */
    @Command(
            name = "start",
            description = "Run a process on a node, so that a release has to wait for it.",
            footer = {"", "Example:", "  ./heddle sim process start rack-03/tray-07 --channel 1"})
    static final class Start implements Callable<Integer> {

        private final Session session;

        @Parameters(index = "0", paramLabel = "NODE", description = "On which node.")
        String node = "";

        @Option(names = "--channel", paramLabel = "N", description = "The IMEX channel that it holds open.")
        @Nullable
        Integer channel;

        @Option(
                names = "--gpu",
                paramLabel = "GPU",
                split = ",",
                description = "The GPUs that it runs on, such as gpu-0.")
        List<String> gpus = List.of();

        Start(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws CommandFailure {
            if (channel == null && gpus.isEmpty()) {
                throw CommandFailure.usage("What does it hold? Give --channel N or --gpu GPU.");
            }
            ObjectNode body = Json.object();
            body.put("node", NameArguments.node(node));
            if (channel != null) {
                body.put("channel", channel);
            }
            gpus.forEach(body.putArray("gpus")::add);
            JsonNode made = SimCommands.require(session.simulator().call(Call.post("/v1/processes", body)));
            session.console().line("process/" + Json.text(made, "pid") + " started on " + NameArguments.node(node));
            return ExitCode.OK;
        }
    }

    /** {@code heddle sim process stop}. */
    @Command(name = "stop", description = "End a simulated process.")
    static final class Stop implements Callable<Integer> {

        private final Session session;

        @Parameters(index = "0", paramLabel = "PID", description = "Which one.")
        String pid = "";

        Stop(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws CommandFailure {
            String id = pid.startsWith("process/") ? pid.substring("process/".length()) : pid;
            SimCommands.require(session.simulator().call(Call.delete("/v1/processes/" + HeddleClient.encode(id))));
            session.console().line("process/" + id + " stopped");
            return ExitCode.OK;
        }
    }

    /** {@code heddle sim process list}. */
    @Command(name = "list", description = "List simulated processes.")
    static final class Listed implements Callable<Integer> {

        private final Session session;

        Listed(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws CommandFailure {
            JsonNode answer = SimCommands.require(session.simulator().call(Call.get("/v1/processes")));
            Table table = new Table(List.of("PID", "NODE", "CHANNEL", "GPUS"));
            for (JsonNode process : SimCommands.listed(answer, "processes")) {
                table.row(List.of(
                        Json.text(process, "pid"),
                        Json.text(process, "node"),
                        Json.text(process, "channel"),
                        String.join(",", Json.texts(process, "gpus"))));
            }
            session.console().print(table.render(session.console().paint()));
            return ExitCode.OK;
        }
    }
}
