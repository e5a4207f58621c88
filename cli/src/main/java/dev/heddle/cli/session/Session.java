package dev.heddle.cli.session;

import dev.heddle.cli.client.DemoFile;
import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.client.Http;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one run of the program has: a terminal, an environment, a clock, and the options given to every verb. */
public final class Session {

    /** Where a coordinator is looked for when nothing says otherwise. */
    public static final URI SERVER_DEFAULT = URI.create("http://127.0.0.1:8480");

    private static final Duration ANSWER_DEFAULT = Duration.ofSeconds(30);
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Console console;
    private final Map<String, String> environment;
    private final InstantSource clock;
    private final Path root;
    private final HeddleCommand options = new HeddleCommand();

    /**
     * @param root folder of this repository
     * @param environment environment variables
     */
    public Session(Console console, Map<String, String> environment, InstantSource clock, Path root) {
        this.console = console;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
        this.root = root;
    }

    /** The options given to every verb. */
    public HeddleCommand options() {
        return options;
    }

    /** The terminal. */
    public Console console() {
        return options.noColor ? console.plain() : console;
    }

    /** The time. */
    public Instant now() {
        return clock.instant();
    }

    /** Folder of this repository. */
    public Path root() {
        return root;
    }

    /** The demo's data folder, whether or not it exists. */
    public Path dataFolder() {
        Path given = options.data;
        if (given != null) {
            return given.toAbsolutePath().normalize();
        }
        String set = environment.getOrDefault("HEDDLE_DATA", "");
        return set.isEmpty()
                ? root.resolve(".heddle")
                : Path.of(set).toAbsolutePath().normalize();
    }

    /** What the running, or last, demo of the data folder wrote. */
    public Optional<DemoFile> demo() {
        return DemoFile.read(dataFolder());
    }

    /** A client of the coordinators. */
    public HeddleClient client() throws CommandFailure {
        Duration answer = options.timeout == null ? ANSWER_DEFAULT : options.timeout;
        return new HeddleClient(servers(), new Http(token(), CONNECT), answer, console()::say);
    }

    /** A client whose answers come within the default time, for commands whose {@code --timeout} is about waiting. */
    public HeddleClient patientClient() throws CommandFailure {
        return new HeddleClient(servers(), new Http(token(), CONNECT), ANSWER_DEFAULT, console()::say);
    }

    /** A client of the simulator's control port. */
    public HeddleClient simulator() throws CommandFailure {
        String set = environment.getOrDefault("HEDDLE_SIM", "");
        URI control = set.isEmpty()
                ? demo().map(DemoFile::sim)
                        .orElseThrow(() -> CommandFailure.error("No demo has run on " + dataFolder()
                                + ": start one with ./heddle demo, or name its data folder with --data."))
                : uri(set);
        return new HeddleClient(List.of(control), new Http(Optional.empty(), CONNECT), ANSWER_DEFAULT, console()::say);
    }

    /** How long to wait for something that takes time. */
    public Duration waitLimit(Duration otherwise) {
        return options.timeout == null ? otherwise : options.timeout;
    }

    private List<URI> servers() throws CommandFailure {
        List<URI> given = options.servers;
        if (given != null && !given.isEmpty()) {
            for (URI server : given) {
                uri(server.toString());
            }
            return given;
        }
        String set = environment.getOrDefault("HEDDLE_SERVER", "");
        if (!set.isEmpty()) {
            List<URI> servers = new java.util.ArrayList<>();
            for (String server : set.split(",")) {
                servers.add(uri(server));
            }
            return servers;
        }
        return demo().map(DemoFile::servers).orElse(List.of(SERVER_DEFAULT));
    }

    private static URI uri(String text) throws CommandFailure {
        try {
            URI uri = URI.create(text.strip());
            String scheme = uri.getScheme();
            if (uri.getHost() != null && scheme != null && (scheme.equals("http") || scheme.equals("https"))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw CommandFailure.usage("'" + text + "' is no server: write it as http://HOST:PORT.");
    }

    private Optional<String> token() throws CommandFailure {
        Path file = options.tokenFile;
        if (file == null) {
            return Optional.ofNullable(environment.get("HEDDLE_TOKEN"));
        }
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            throw CommandFailure.usage("The token file " + file + " cannot be read: check --token-file.");
        }
    }
}
