package dev.heddle.cli.command;

import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.view.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** What narrows a list. */
final class Filters {

    /** Events that a table shows where nothing is said. */
    static final int EVENTS_DEFAULT = 50;

    @Option(names = "--rack", paramLabel = "RACK", description = "Nodes, GPUs or links of this rack.")
    String rack = "";

    @Option(names = "--node", paramLabel = "NODE", description = "GPUs or links of this node.")
    String node = "";

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Links that are down, degraded, unknown or active; nodes in this state.")
    String state = "";

    @Option(
            names = "--health",
            paramLabel = "HEALTH",
            description = "GPUs that are Healthy, Limited, Unknown or Unhealthy.")
    String health = "";

    @Option(names = "--phase", paramLabel = "PHASE", description = "ComputeDomains in this phase.")
    String phase = "";

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "The newest N events in a table. Default: 50; 0 means all.")
    int last = EVENTS_DEFAULT;

    /** The query for a kind, with its question mark, or nothing. */
    String query(Kind kind) throws CommandFailure {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("rack", rack.isEmpty() ? "" : NameArguments.rack(rack));
        given.put("node", node.isEmpty() ? "" : NameArguments.node(node));
        given.put("state", state);
        given.put("health", health);
        given.put("phase", phase);
        Set<String> known = known(kind);
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, String> entry : given.entrySet()) {
            if (entry.getValue().isEmpty()) {
                continue;
            }
            if (!known.contains(entry.getKey())) {
                throw CommandFailure.usage("--" + entry.getKey() + " does not apply to " + kind.word() + ".");
            }
            parts.add(entry.getKey() + "=" + HeddleClient.encode(entry.getValue()));
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private static Set<String> known(Kind kind) {
        return switch (kind) {
            case NODES -> Set.of("rack", "state");
            case GPUS -> Set.of("rack", "node", "health");
            case LINKS -> Set.of("rack", "node", "state");
            case COMPUTE_DOMAINS -> Set.of("phase");
            case RACKS, DOMAINS, CLIQUES, EVENTS, MEMBERS -> Set.of();
        };
    }
}
