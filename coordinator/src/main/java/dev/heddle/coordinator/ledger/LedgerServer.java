package dev.heddle.coordinator.ledger;

import dev.heddle.coordinator.jdbc.LedgerDatabase.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the database that several replicas share, as a process of its own on the loopback address, until its standard
 * input ends or it is told to stop:
 *
 * <pre>
 * --kind postgresql|h2   PostgreSQL from the binaries of this machine, or H2's server
 * --data FOLDER          its data
 * --port PORT            TCP port on 127.0.0.1
 * --user NAME            database user (default heddle)
 * --password-file FILE   file whose first line is the user's password
 * </pre>
 */
public final class LedgerServer {

    private LedgerServer() {}

    /** Starts it, prints its JDBC URL and stays. */
    public static void main(String[] args) {
        try {
            serve(options(args));
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("error: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void serve(Map<String, String> options) throws IOException {
        AutoCloseable server = start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server), "stop"));
        while (System.in.read() >= 0) {
            // What a launcher writes has no meaning; the end of it is what counts.
        }
        System.exit(0);
    }

    private static AutoCloseable start(Map<String, String> options) throws IOException {
        Path data = Path.of(need(options, "--data")).toAbsolutePath();
        int port = Integer.parseInt(need(options, "--port"));
        String user = options.getOrDefault("--user", "heddle");
        String password =
                Files.readAllLines(Path.of(need(options, "--password-file"))).getFirst();
        if (need(options, "--kind").equals("h2")) {
            String classpath = System.getProperty("java.class.path");
            H2ServerProcess h2 = H2ServerProcess.start(classpath, data, port, new Credentials(user, password));
            System.out.println("H2's server is ready: " + h2.url());
            return h2;
        }
        Path binaries = PostgresProcess.installedBinaries()
                .orElseThrow(() -> new IOException("PostgreSQL is not installed (Debian: apt-get install postgresql)"));
        PostgresProcess postgres =
                PostgresProcess.start(new PostgresProcess.Settings(binaries, data, port, user, password));
        System.out.println("PostgreSQL is ready: " + postgres.url());
        return postgres;
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            System.err.println("error: the ledger's server did not stop: " + e.getMessage());
        }
    }

    private static Map<String, String> options(String[] args) {
        if (args.length % 2 != 0) {
            throw new IllegalArgumentException(args[args.length - 1] + " needs a value");
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        return options;
    }

    private static String need(Map<String, String> options, String name) {
        return Optional.ofNullable(options.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + " is needed"));
    }
}
