package dev.heddle.cli.demo;

import dev.heddle.cli.client.Call;
import dev.heddle.cli.client.Http;
import dev.heddle.cli.client.Json;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.console.Ages;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Waits until each part of a demo does its work, and says so. */
final class Readiness {

    /** How long one part may take. */
    static final Duration LIMIT = Duration.ofMinutes(5);

    /** After so long the demo goes on with the nodes that are there. */
    private static final Duration CONNECT_SHOWN_MAX = Duration.ofSeconds(60);

    private static final long LOOK_MILLIS = 100;
    private static final int NAME_WIDTH = 14;

    private final Http http = new Http(Optional.empty(), Duration.ofSeconds(1));
    private final Console console;
    private final Fleet fleet;
    private final Plan plan;

    Readiness(Console console, Fleet fleet, Plan plan) {
        this.console = console;
        this.fleet = fleet;
        this.plan = plan;
    }

    /** A line of progress. */
    void say(String part, String state) {
        console.say("  " + part + " ".repeat(Math.max(1, NAME_WIDTH - part.length())) + state);
    }

    /** Something to wait for. */
    private interface Condition {
        boolean met() throws CommandFailure;
    }

    private Duration await(String what, Condition condition) throws CommandFailure {
        long begin = System.nanoTime();
        while (!condition.met()) {
            for (Child child : fleet.children()) {
                if (!child.alive() && !fleet.stopping()) {
                    throw CommandFailure.error(
                            child.name() + " did not start: " + child.lastWords() + " (log: " + child.log() + ")");
                }
            }
            if (fleet.stopping()) {
                throw CommandFailure.error("Stopped.");
            }
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw CommandFailure.error(
                        what + " is not ready after " + Ages.human(LIMIT) + ": see the logs in the data folder.");
            }
            Pause.millis(LOOK_MILLIS);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    void ledger(Child ledger) throws CommandFailure {
        await(ledger.name(), () -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), plan.ledger())) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
    }

    void coordinators() throws CommandFailure {
        for (Plan.Coordinator coordinator : plan.coordinators()) {
            Duration took = await(coordinator.name(), () -> answers(coordinator.uri(), "/actuator/health/readiness"));
            say(coordinator.name(), "ready after " + Ages.millis(took.toMillis()));
        }
    }

    /** Waits for the agents that run: a pulled tray of an earlier day has none. */
    void nodes() throws CommandFailure {
        URI control = URI.create("http://127.0.0.1:" + plan.control());
        await(Launch.SIMULATOR, () -> answers(control, "/v1/health"));
        say(Launch.SIMULATOR, running(control) + " of " + agents(control, "agents") + " nodes started");
        long begin = System.nanoTime();
        Duration took = await(
                "the fleet",
                () -> connected() >= running(control) || System.nanoTime() - begin > CONNECT_SHOWN_MAX.toNanos());
        say("nodes", connected() + " connected after " + Ages.millis(took.toMillis()));
    }

    private long running(URI control) {
        return agents(control, "agentsRunning");
    }

    private long agents(URI control, String which) {
        return ask(control, "/v1/health")
                .map(reply -> Json.number(reply.body(), which))
                .orElse(0L);
    }

    /** Nodes connected as the first coordinator that answers sees it. */
    private long connected() {
        return plan.coordinators().stream()
                .map(each -> ask(each.uri(), "/api/v1/fabric"))
                .flatMap(Optional::stream)
                .filter(Reply::ok)
                .findFirst()
                .map(reply -> Json.number(reply.body(), "nodesConnected"))
                .orElse(-1L);
    }

    private boolean answers(URI server, String path) {
        return ask(server, path).map(Reply::ok).orElse(false);
    }

    private Optional<Reply> ask(URI server, String path) {
        try {
            return Optional.of(http.exchange(server, Call.get(path), Duration.ofSeconds(5)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
