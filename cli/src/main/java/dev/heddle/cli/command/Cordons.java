package dev.heddle.cli.command;

import dev.heddle.cli.client.Call;
import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.client.Json;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.session.Session;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A node, or a rack with all its nodes, as a target of day-two work.
 *
 * @param rack whether it is a rack
 * @param name its name
 */
record Cordons(boolean rack, String name) {

    static Cordons of(String kind, String name) throws CommandFailure {
        boolean rack = NameArguments.isRack(kind);
        return new Cordons(rack, rack ? NameArguments.rack(name) : NameArguments.node(name));
    }

    /** As people write it. */
    String title() {
        return (rack ? "rack/" : "node/") + name;
    }

    /** Asks for {@code cordon} or {@code uncordon}, and says what changed. */
    JsonNode ask(Session session, HeddleClient client, String verb) throws CommandFailure {
        String path = (rack ? "/api/v1/racks/" : "/api/v1/nodes/") + HeddleClient.encode(name) + ":" + verb;
        JsonNode answer = HeddleClient.require(client.call(Call.post(path, Json.object())));
        int changed = Json.items(answer, "nodes").size();
        String what = changed == 0 ? "already " + verb + "ed" : verb + "ed";
        String count = rack && changed > 0 ? " (" + changed + (changed == 1 ? " node)" : " nodes)") : "";
        session.console().line(title() + " " + what + count);
        return answer;
    }

    /** Its nodes as they are now. */
    List<JsonNode> nodes(HeddleClient client) throws CommandFailure {
        return rack
                ? Json.items(client.list("/api/v1/nodes?rack=" + HeddleClient.encode(name)), "items")
                : List.of(client.get("/api/v1/nodes/" + HeddleClient.encode(name)));
    }
}
