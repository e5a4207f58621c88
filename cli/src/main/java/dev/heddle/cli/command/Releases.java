package dev.heddle.cli.command;

import dev.heddle.cli.client.Call;
import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.client.Json;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.console.Ages;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.session.Session;
import dev.heddle.cli.view.Placements;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** ComputeDomains on their way out. */
final class Releases {

    private final Session session;
    private final HeddleClient client;
    private final Map<String, String> releasing = new LinkedHashMap<>();

    Releases(Session session, HeddleClient client) {
        this.session = session;
        this.client = client;
    }

    /** Asks for one to be deleted. */
    void start(String name) throws CommandFailure {
        Reply reply = client.call(Call.delete(path(name)));
        JsonNode body = HeddleClient.require(reply);
        if (reply.status() == 202) {
            releasing.put(name, Json.text(body, "uid"));
            session.console().line("computedomain/" + name + " " + Json.text(body, "phase"));
        } else {
            session.console().line("computedomain/" + name + " deleted");
        }
    }

    /** Waits until all of them are gone, and shows what that waits for. */
    void await(Duration limit) throws CommandFailure {
        for (Map.Entry<String, String> entry : releasing.entrySet()) {
            String name = entry.getKey();
            Optional<Boolean> gone = new Poll(session, limit).until(poll -> gone(poll, name, entry.getValue()));
            if (gone.isEmpty()) {
                throw CommandFailure.error(
                        name + " is still being released after " + Ages.human(limit)
                                + ": end what holds it, or fence a node that is off with ./heddle node fence NODE --powered-off.");
            }
            session.console().line("computedomain/" + name + " deleted");
        }
    }

    private Optional<Boolean> gone(Poll poll, String name, String uid) throws CommandFailure {
        Reply reply = client.call(Call.get(path(name) + "?waitFor=Deleted&timeoutMillis=500"));
        if (reply.status() == 404) {
            return Optional.of(true);
        }
        JsonNode now = HeddleClient.require(reply);
        if (!Json.text(now, "uid").equals(uid)) {
            return Optional.of(true);
        }
        if (!Json.texts(now, "waitingFor").isEmpty()) {
            poll.progress(name + " is " + Placements.sentence(now));
        }
        return Optional.empty();
    }

    private static String path(String name) {
        return "/api/v1/compute-domains/" + HeddleClient.encode(name);
    }
}
