package dev.heddle.cli.command;

import dev.heddle.cli.client.Call;
import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.client.Json;
import dev.heddle.cli.client.Problems;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.console.Ages;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.console.Table;
import dev.heddle.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code heddle sim}: what only a simulated fleet can do. */
final class SimCommands {

    private SimCommands() {}

    static CommandLine group(Session session) {
        return Verbs.group(
                new Sim(),
                new Fault(session),
                new Heal(session),
                new Faults(session),
                new SimCheckCommand(session),
                Verbs.group(new SimProcessCommands.Process(), SimProcessCommands.all(session)));
    }

    /** What the simulator answered, or its reason as a failure. */
    static JsonNode require(Reply reply) throws CommandFailure {
        String message = Json.text(reply.body(), "message");
        if (!reply.ok() && !message.isEmpty()) {
            throw new CommandFailure(reply.status() == 404 ? ExitCode.NOT_FOUND : ExitCode.ERROR, message);
        }
        if (!reply.ok()) {
            throw Problems.failure(reply);
        }
        return reply.body();
    }

    /** {@code heddle sim}. */
    @Command(
            name = "sim",
            description = "Break and mend the simulated racks of the demo, or check a whole simulated cluster.",
            synopsisSubcommandLabel = "fault|heal|faults|check|process")
    static final class Sim implements Callable<Integer> {
        @Override
        public Integer call() throws CommandFailure {
            throw CommandFailure.usage("What should break? For example ./heddle sim fault pull-tray rack-03/tray-07.");
        }
    }

    /** {@code heddle sim fault}. */
    @Command(
            name = "fault",
            description = "Break something.",
            footer = {
                "",
                "Kinds: gpu-lost, link-down, link-flap, link-degraded, pull-tray, return-tray, switch-asic-lost,",
                "switch-tray-lost, clique-split, re-partition, imex-kill, agent-stop, agent-slow",
                "",
                "Examples:",
                "  ./heddle sim fault pull-tray rack-03/tray-07",
                "  ./heddle sim fault link-down rack-01/tray-02/gpu-1/link-5",
                "  ./heddle sim fault switch-asic-lost rack-02/switch-4/asic-1",
                "  ./heddle sim fault clique-split rack-06"
            })
    static final class Fault implements Callable<Integer> {

        private final Session session;

        @Parameters(index = "0", paramLabel = "KIND", description = "What happens.")
        String kind = "";

        @Parameters(index = "1", paramLabel = "TARGET", description = "To what.")
        String target = "";

        Fault(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws CommandFailure {
            ObjectNode body = Json.object();
            body.put("kind", kind);
            body.put("target", target);
            JsonNode made = require(session.simulator().call(Call.post("/v1/faults", body)));
            String id = Json.text(made, "id");
            session.console().line("fault/" + id + " " + kind + " " + target);
            session.console().say("Mend it: ./heddle sim heal " + id);
            return ExitCode.OK;
        }
    }

    /** {@code heddle sim heal}. */
    @Command(
            name = "heal",
            description = "Mend one fault, or all.",
            footer = {"", "Examples:", "  ./heddle sim heal --all", "  ./heddle sim heal 3"})
    static final class Heal implements Callable<Integer> {

        private final Session session;

        @Parameters(arity = "0..*", paramLabel = "ID", description = "Which faults.")
        List<String> ids = List.of();

        @Option(names = "--all", description = "All of them.")
        boolean all;

        Heal(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws CommandFailure {
            if (all == !ids.isEmpty()) {
                throw CommandFailure.usage("Give fault ids or --all: ./heddle sim faults lists them.");
            }
            HeddleClient simulator = session.simulator();
            if (all) {
                require(simulator.call(Call.delete("/v1/faults")));
                session.console().line("all faults healed");
            }
            for (String written : ids) {
                String id = written.startsWith("fault/") ? written.substring("fault/".length()) : written;
                require(simulator.call(Call.delete("/v1/faults/" + HeddleClient.encode(id))));
                session.console().line("fault/" + id + " healed");
            }
            return ExitCode.OK;
        }
    }

    /** {@code heddle sim faults}. */
    @Command(name = "faults", description = "List what is broken.")
    static final class Faults implements Callable<Integer> {

        private final Session session;

        Faults(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws CommandFailure {
            List<JsonNode> faults = listed(require(session.simulator().call(Call.get("/v1/faults"))), "faults");
            if (faults.isEmpty()) {
                session.console().say("Nothing is broken.");
                return ExitCode.OK;
            }
            Table table = new Table(List.of("ID", "KIND", "TARGET", "AGE"));
            for (JsonNode fault : faults) {
                table.row(List.of(
                        Json.text(fault, "id"),
                        Json.text(fault, "kind"),
                        Json.text(fault, "target"),
                        Ages.since(Json.text(fault, "since"), session.now())));
            }
            session.console().print(table.render(session.console().paint()));
            return ExitCode.OK;
        }
    }

    /** An answer that is an array, or an object that holds one. */
    static List<JsonNode> listed(JsonNode answer, String field) {
        List<JsonNode> bare = Json.items(answer);
        List<JsonNode> named = Json.items(answer, field);
        return bare.isEmpty() ? named.isEmpty() ? Json.items(answer, "items") : named : bare;
    }
}
