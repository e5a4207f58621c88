package dev.heddle.cli.command;

import dev.heddle.cli.client.Call;
import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.client.Json;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.console.Ages;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.session.Session;
import dev.heddle.cli.view.Placements;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code heddle drain}. */
@Command(
        name = "drain",
        description = "Cordon a node or rack and wait until nothing uses it, naming what does.",
        footer = {
            "",
            "Examples:",
            "  ./heddle drain rack rack-05",
            "  ./heddle drain node rack-03/tray-07 --timeout 1h",
            "  ./heddle drain rack rack-05 --delete-compute-domains"
        })
final class DrainCommand implements Callable<Integer> {

    private static final Duration WAIT_DEFAULT = Duration.ofDays(7);

    private final Session session;

    @Parameters(index = "0", paramLabel = "KIND", description = "node or rack.")
    String kind = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "Which one.")
    String name = "";

    @Option(
            names = "--delete-compute-domains",
            description = "Delete the ComputeDomains that use it, also where they use other nodes too. Asks first.")
    boolean delete;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    DrainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        Cordons target = Cordons.of(kind, name);
        HeddleClient client = session.patientClient();
        target.ask(session, client, "cordon");
        Set<String> users = users(target, client).keySet();
        if (delete && !users.isEmpty()) {
            Confirmation.typed(
                    session,
                    yes,
                    target.name(),
                    "This deletes " + String.join(", ", users) + " and ends what runs there.");
            Releases releases = new Releases(session, client);
            for (String user : users) {
                releases.start(user);
            }
        }
        return await(target, client);
    }

    private int await(Cordons target, HeddleClient client) throws CommandFailure {
        Duration limit = session.waitLimit(WAIT_DEFAULT);
        Optional<Boolean> empty = new Poll(session, limit).until(poll -> {
            Map<String, Integer> users = users(target, client);
            if (users.isEmpty()) {
                return Optional.of(true);
            }
            poll.progress(target.title() + " waits for " + names(users, client));
            return Optional.empty();
        });
        if (empty.isEmpty()) {
            throw CommandFailure.error(target.title() + " is cordoned but still in use after " + Ages.human(limit)
                    + ": delete what uses it, or repeat with --delete-compute-domains.");
        }
        session.console().line(target.title() + " drained");
        return ExitCode.OK;
    }

    /** ComputeDomains on the target, and on how many of its nodes. */
    private static Map<String, Integer> users(Cordons target, HeddleClient client) throws CommandFailure {
        Map<String, Integer> users = new TreeMap<>();
        for (JsonNode node : target.nodes(client)) {
            Set<String> here = new TreeSet<>(Json.texts(node, "computeDomains"));
            Json.items(node, "held").forEach(held -> here.add(Json.text(held, "name")));
            here.stream().filter(user -> !user.isEmpty()).forEach(user -> users.merge(user, 1, Integer::sum));
        }
        return users;
    }

    private static String names(Map<String, Integer> users, HeddleClient client) throws CommandFailure {
        Map<String, String> states = new TreeMap<>();
        for (Map.Entry<String, Integer> user : users.entrySet()) {
            Reply reply = client.call(Call.get("/api/v1/compute-domains/" + HeddleClient.encode(user.getKey())));
            states.put(user.getKey(), state(user.getKey(), user.getValue(), reply));
        }
        return states.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String state(String name, int nodes, Reply reply) {
        String where = "on " + nodes + (nodes == 1 ? " node" : " nodes");
        if (!reply.ok()) {
            return where + ", whose agents still let go of it";
        }
        String phase = Json.text(reply.body(), "phase");
        String waits = Placements.waits(reply.body());
        if (phase.equals("Releasing")) {
            return where + ", Releasing" + (waits.isEmpty() ? "" : " (" + waits + ")");
        }
        return where + ", " + phase + " (./heddle delete cd " + name + ")";
    }
}
