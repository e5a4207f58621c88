package dev.heddle.cli.command;

import dev.heddle.cli.client.Call;
import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.client.Json;
import dev.heddle.cli.client.Problems;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.console.Ages;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.session.Session;
import dev.heddle.cli.view.Listing;
import dev.heddle.cli.view.Output;
import dev.heddle.cli.view.Placements;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code heddle create cd}. */
@Command(
        name = "cd",
        aliases = {"computedomain", "compute-domain"},
        description = "Ask for a ComputeDomain: nodes of one NVLink clique, GPUs on each, and an IMEX channel.",
        footer = {
            "",
            "Examples:",
            "  ./heddle create cd train-1 --nodes 16 --gpus-per-node 4 --wait",
            "  ./heddle create cd big --nodes 32 --gpus-per-node 4 --segment-size 16",
            "  ./heddle create cd quick --nodes 2 --gpus-per-node 2 --ttl 2h --no-wait-for-capacity"
        })
final class CreateComputeDomainCommand implements Callable<Integer> {

    /** A standby that answers may not have heard of what the leader acknowledged a moment ago. */
    private static final Duration STANDBY_LAG = Duration.ofSeconds(5);

    private static final Duration WAIT_DEFAULT = Duration.ofMinutes(10);

    private final Session session;

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name: lower-case letters, digits and dashes.")
    String name = "";

    @Option(names = "--nodes", required = true, paramLabel = "N", description = "How many nodes.")
    long nodes;

    @Option(names = "--gpus-per-node", paramLabel = "G", description = "GPUs on each node. Default: 4.")
    @Nullable
    Long gpusPerNode;

    @Option(
            names = "--segment-size",
            paramLabel = "S",
            description = "Nodes that must share a clique; the ComputeDomain may then spread over several cliques.")
    @Nullable
    Long segmentSize;

    @Option(names = "--ttl", paramLabel = "TIME", description = "Delete it by itself after this time, such as 2h.")
    @Nullable
    Duration ttl;

    @Option(names = "--wait", description = "Return once it is Ready (at most --timeout, default 10m).")
    boolean wait;

    @Option(names = "--no-wait-for-capacity", description = "Refuse it if it cannot be placed now.")
    boolean refuseIfFull;

    @Option(names = "--dry-run", description = "Only say what would happen.")
    boolean dryRun;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, json, yaml or name.")
    Output output = Output.table;

    CreateComputeDomainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        HeddleClient client = session.patientClient();
        String path = "/api/v1/compute-domains" + (dryRun ? "?dryRun=true" : "");
        Call call = Call.post(path, body())
                .with("Idempotency-Key", UUID.randomUUID().toString());
        Reply reply = client.call(call);
        if (!reply.ok()) {
            throw refused(reply);
        }
        JsonNode made = reply.body();
        if (dryRun) {
            return say(made, Placements.planned(made));
        }
        if (!wait) {
            return say(made, "created: " + Placements.sentence(made));
        }
        return say(ready(client, Json.text(made, "uid")), null);
    }

    private ObjectNode body() {
        ObjectNode body = Json.object();
        body.put("name", name);
        body.put("nodes", nodes);
        if (gpusPerNode != null) {
            body.put("gpusPerNode", gpusPerNode);
        }
        if (segmentSize != null) {
            body.put("segmentSize", segmentSize);
        }
        if (ttl != null) {
            body.put("ttlSeconds", ttl.toSeconds());
        }
        if (refuseIfFull) {
            body.put("waitForCapacity", false);
        }
        return body;
    }

    private CommandFailure refused(Reply reply) {
        List<JsonNode> verdicts = Json.items(reply.body(), "verdicts");
        if (!verdicts.isEmpty()) {
            session.console()
                    .say(Placements.verdicts(verdicts, session.console().paint())
                            .stripTrailing());
        }
        return Problems.failure(reply);
    }

    private JsonNode ready(HeddleClient client, String uid) throws CommandFailure {
        Duration limit = session.waitLimit(WAIT_DEFAULT);
        String path = "/api/v1/compute-domains/" + HeddleClient.encode(name) + "?waitFor=Ready&timeoutMillis=500";
        long begun = System.nanoTime();
        Optional<JsonNode> ready = new Poll(session, limit).until(poll -> {
            Reply answer = client.call(Call.get(path));
            if (answer.status() == 404 && System.nanoTime() - begun < STANDBY_LAG.toNanos()) {
                return Optional.empty();
            }
            JsonNode now = HeddleClient.require(answer);
            if (!Json.text(now, "uid").equals(uid)) {
                throw CommandFailure.error(
                        name + " was deleted, and another of that name made, while this command waited.");
            }
            if (Json.text(now, "phase").equals("Ready")) {
                return Optional.of(now);
            }
            poll.progress(name + " is " + Placements.sentence(now));
            return Optional.empty();
        });
        return ready.orElseThrow(() -> CommandFailure.error(name + " is not Ready after " + Ages.human(limit)
                + ". It stays asked for: see ./heddle describe cd " + name + ", or ./heddle delete cd " + name + "."));
    }

    private int say(JsonNode cd, @Nullable String what) {
        switch (output) {
            case json, yaml -> session.console().print(Listing.document(cd, output));
            case name -> session.console().line("computedomain/" + name);
            case table, wide, env, hostfile, cdi -> {
                session.console().line("computedomain/" + name + " " + (what == null ? Placements.sentence(cd) : what));
                if (what == null) {
                    session.console().say("Use it: ./heddle get cd " + name + " -o env|hostfile|cdi");
                }
            }
        }
        return ExitCode.OK;
    }
}
