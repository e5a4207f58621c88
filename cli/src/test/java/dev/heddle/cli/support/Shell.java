package dev.heddle.cli.support;

import dev.heddle.cli.command.Verbs;
import dev.heddle.cli.console.Console;
import dev.heddle.cli.console.Paint;
import dev.heddle.cli.session.Session;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Runs the command line as a shell would, at noon of a fixed day. */
public final class Shell {

    public static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    /** What came out. */
    public record Result(int code, String out, String err) {}

    private final Map<String, String> environment;
    private final Path root;
    private final String typed;

    private Shell(Map<String, String> environment, Path root, String typed) {
        this.environment = environment;
        this.root = root;
        this.typed = typed;
    }

    /** With this server. */
    public static Shell with(URI server) {
        return new Shell(
                Map.of("HEDDLE_SERVER", server.toString(), "HEDDLE_SIM", server.toString()), Path.of("nowhere"), "");
    }

    /** In this repository folder, without any server. */
    public static Shell in(Path root) {
        return new Shell(Map.of(), root, "");
    }

    /** The same with somebody who types this. */
    public Shell typing(String line) {
        return new Shell(environment, root, line + "\n");
    }

    /** A session whose output can be read at any time. */
    public record Opened(Session session, ByteArrayOutputStream written, ByteArrayOutputStream said) {

        public String out() {
            return written.toString(StandardCharsets.UTF_8);
        }

        public String err() {
            return said.toString(StandardCharsets.UTF_8);
        }
    }

    /** Opens a session. */
    public Opened open() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new BufferedReader(new StringReader(typed)),
                Paint.NONE,
                true);
        return new Opened(new Session(console, environment, InstantSource.fixed(NOON), root), out, err);
    }

    /** Runs one command line. */
    public Result run(String... args) {
        Opened opened = open();
        int code = Verbs.run(opened.session(), args);
        return new Result(code, opened.out(), opened.err());
    }
}
