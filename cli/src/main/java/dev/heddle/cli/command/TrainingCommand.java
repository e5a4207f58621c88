package dev.heddle.cli.command;

import com.sun.net.httpserver.HttpServer;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.Console;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.console.Paint;
import dev.heddle.cli.session.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle training}: runs the usual verbs against a stand-in, while the JVM records what a start needs. */
@Command(name = "training", hidden = true, description = "Run the usual verbs against a stand-in.")
final class TrainingCommand implements Callable<Integer> {

    private static final byte[] ANSWER = """
            {"items": [{"name": "a", "uuid": "b", "nodes": 1, "links": {"total": 1, "active": 1}, "at": "2026-01-01T00:00:00Z",
              "segments": [{"rack": "r", "channel": 1, "members": [{"node": "n", "gpus": [{"index": 0}]}]}]}],
             "name": "a", "uid": "u", "phase": "Ready", "formingMillis": 9, "createdAt": "2026-01-01T00:00:00Z",
             "trays": [{"slot": 1, "tray": 0, "node": "n", "gpus": [{"index": 0, "health": "Healthy", "links": "AA"}]}],
             "verdicts": [{"rack": "r", "code": "Fits", "message": "m"}], "nodesConnected": 1}
            """.getBytes(StandardCharsets.UTF_8);

    private static final String[][] VERBS = {
        {"get", "racks"},
        {"get", "cd", "-o", "wide"},
        {"get", "nodes", "-o", "json"},
        {"get", "gpus", "-o", "yaml"},
        {"get", "cd", "a", "-o", "env"},
        {"describe", "cd", "a"},
        {"topology"},
        {"topology", "a"},
        {"explain", "--nodes", "1"},
        {"create", "cd", "a", "--nodes", "1", "--wait"},
        {"get", "nothing"},
        {"--help"}
    };

    @Override
    public Integer call() throws CommandFailure {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, ANSWER.length);
                exchange.getResponseBody().write(ANSWER);
                exchange.close();
            });
            server.start();
            run("http://127.0.0.1:" + server.getAddress().getPort());
            server.stop(0);
            return ExitCode.OK;
        } catch (IOException e) {
            throw CommandFailure.error("The stand-in cannot listen: " + e.getMessage());
        }
    }

    private static void run(String server) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Console console = new Console(nowhere, nowhere, new BufferedReader(new StringReader("")), Paint.ANSI, true);
        for (String[] verb : VERBS) {
            Session session = new Session(
                    console,
                    Map.of("HEDDLE_SERVER", server),
                    InstantSource.system(),
                    Path.of("").toAbsolutePath());
            int code = Verbs.run(session, verb);
            console.say(String.join(" ", verb) + ": " + code);
        }
    }
}
