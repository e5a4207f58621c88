package dev.heddle.cli.command;

import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.client.Json;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.session.Session;
import dev.heddle.cli.view.Exports;
import dev.heddle.cli.view.Kind;
import dev.heddle.cli.view.Listing;
import dev.heddle.cli.view.Output;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code heddle get}. */
@Command(
        name = "get",
        description = "List things, or show one of them.",
        footer = {
            "",
            "Kinds: racks, nodes, gpus, links, domains, cliques, cd, events, members",
            "",
            "Examples:",
            "  ./heddle get cd -o wide",
            "  ./heddle get links --state down",
            "  ./heddle get nodes --rack rack-03 -w",
            "  ./heddle get events --last 20",
            "  eval \"$(./heddle get cd train-1 -o env)\"",
            "  ./heddle get cd train-1 -o hostfile > hosts",
            "  ./heddle get cd train-1 -o cdi"
        })
final class GetCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "KIND", description = "What to list.")
    String kind = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Only this one.")
    String name = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, wide, json, yaml or name; for one ComputeDomain also env, hostfile or cdi.")
    Output output = Output.table;

    @Option(
            names = {"-w", "--watch"},
            description = "Go on showing what changes, until Ctrl-C.")
    boolean watch;

    @ArgGroup(exclusive = false, heading = "Filters:%n")
    @Nullable
    Filters filters;

    GetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        Kind asked = Kind.of(kind)
                .orElseThrow(() ->
                        CommandFailure.usage("There is no kind '" + kind + "': take one of " + Kind.words() + "."));
        Query query = Query.of(asked, name, filters == null ? new Filters() : filters);
        if (output == Output.env || output == Output.hostfile || output == Output.cdi) {
            return export(query);
        }
        Listing listing =
                new Listing(asked, output, session.now(), session.console().paint());
        return watch ? new Watch(session, query, output).run() : list(query, listing);
    }

    private int list(Query query, Listing listing) throws CommandFailure {
        HeddleClient client = session.client();
        if (output == Output.json || output == Output.yaml) {
            session.console().print(Listing.document(query.document(client), output));
            return ExitCode.OK;
        }
        List<JsonNode> rows = query.rows(client);
        int hidden = query.kind() == Kind.EVENTS && last() > 0 ? Math.max(0, rows.size() - last()) : 0;
        session.console().print(listing.rows(rows.subList(hidden, rows.size())));
        if (hidden > 0) {
            session.console().say(hidden + " older events are not shown: --last 0 shows all.");
        }
        if (rows.isEmpty()) {
            session.console().say(query.nothing());
        }
        return ExitCode.OK;
    }

    private int last() {
        return filters == null ? Filters.EVENTS_DEFAULT : filters.last;
    }

    private int export(Query query) throws CommandFailure {
        if (query.kind() != Kind.COMPUTE_DOMAINS || query.name().isEmpty() || watch) {
            throw CommandFailure.usage(
                    "-o " + output + " is for one ComputeDomain: ./heddle get cd NAME -o " + output + ".");
        }
        JsonNode cd = query.document(session.client());
        String phase = Json.text(cd, "phase");
        switch (phase) {
            case "Ready" -> {}
            case "Degraded" ->
                session.console().say("warning: " + query.name() + " is Degraded: " + Json.text(cd, "message"));
            default ->
                throw CommandFailure.error(query.name() + " is " + phase
                        + ", not Ready: wait for it with ./heddle get cd " + query.name() + " -w.");
        }
        session.console()
                .print(
                        switch (output) {
                            case hostfile -> Exports.hostfile(cd);
                            case cdi -> Exports.cdi(cd);
                            case env, table, wide, json, yaml, name -> Exports.env(cd);
                        });
        return ExitCode.OK;
    }
}
