package dev.heddle.coordinator.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of our own on the loopback address, from binaries that are already on this machine. It ends with
 * this process. PostgreSQL refuses root; {@link ServerUser} says as whom it runs then.
 */
public final class PostgresProcess implements AutoCloseable {

    private static final String ANSWER_SECONDS = "2";
    /** How long the making of a new database may take; then the start fails. */
    private static final Duration MAX_INIT = Duration.ofSeconds(60);

    /** How long the sessions of a server that was killed may take to notice; until then another one refuses to start. */
    private static final Duration LAST_SERVERS_END = Duration.ofSeconds(15);

    private static final String MEMORY_IN_USE = "is still in use";

    private final Settings settings;
    private final ChildProcess process;

    private PostgresProcess(Settings settings, ChildProcess process) {
        this.settings = settings;
        this.process = process;
    }

    /**
     * What to start.
     *
     * @param binaries folder of {@code initdb} and {@code postgres}
     * @param data data folder, made if absent
     * @param port TCP port on 127.0.0.1
     * @param user the superuser of a new data folder
     * @param password its password
     */
    public record Settings(Path binaries, Path data, int port, String user, String password) {

        /** Hides the password. */
        @Override
        public String toString() {
            return "PostgreSQL from " + binaries + " in " + data + " at port " + port;
        }
    }

    /** The newest PostgreSQL installed on this machine, if any. */
    public static Optional<Path> installedBinaries() {
        Path debian = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(debian)) {
            return Optional.of(Path.of("/usr/bin")).filter(PostgresProcess::hasServer);
        }
        try (Stream<Path> versions = Files.list(debian)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(PostgresProcess::hasServer)
                    .max(Comparator.comparingDouble(PostgresProcess::version));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean hasServer(Path bin) {
        return Files.isExecutable(bin.resolve("postgres")) && Files.isExecutable(bin.resolve("initdb"));
    }

    private static double version(Path bin) {
        try {
            return Double.parseDouble(bin.getName(bin.getNameCount() - 2).toString());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Starts the server and waits until it answers.
     *
     * @throws IOException if it cannot be started, with the end of its output
     */
    public static PostgresProcess start(Settings settings) throws IOException {
        ServerUser user = ServerUser.reaching(settings.data(), settings.binaries());
        if (!Files.exists(settings.data().resolve("PG_VERSION"))) {
            initialise(settings, user);
        }
        List<String> command = user.prefix(true);
        command.addAll(List.of(
                settings.binaries().resolve("postgres").toString(),
                "-D",
                settings.data().toString(),
                "-p",
                Integer.toString(settings.port()),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories="));
        long deadline = System.nanoTime() + LAST_SERVERS_END.toNanos();
        while (true) {
            PostgresProcess server = new PostgresProcess(settings, ChildProcess.start(command, log(settings), "INT"));
            try {
                server.process.awaitReady(settings.toString(), server::answers);
                return server;
            } catch (IOException e) {
                if (!String.valueOf(e.getMessage()).contains(MEMORY_IN_USE) || System.nanoTime() - deadline > 0) {
                    throw e;
                }
            }
        }
    }

    private static Path log(Settings settings) {
        return settings.data().resolveSibling(settings.data().getFileName() + ".log");
    }

    private static void initialise(Settings settings, ServerUser user) throws IOException {
        Path passwordFile = settings.data().resolveSibling(settings.data().getFileName() + ".initial-password");
        Files.createDirectories(settings.data());
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, settings.password());
            user.give(passwordFile);
            user.give(settings.data());
            List<String> command = user.prefix(false);
            command.addAll(List.of(
                    settings.binaries().resolve("initdb").toString(),
                    "-D",
                    settings.data().toString(),
                    "-U",
                    settings.user(),
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "-E",
                    "UTF8",
                    "--locale=C"));
            runToEnd(command, log(settings));
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private static void runToEnd(List<String> command, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            if (!process.waitFor(MAX_INIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        if (process.isAlive() || process.exitValue() != 0) {
            throw new IOException("initdb failed: " + Files.readString(log).strip());
        }
    }

    /** Something else may sit on the port and never say a word, so every step has a time-out. */
    private boolean answers() {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        for (String timeout : List.of("connectTimeout", "loginTimeout", "socketTimeout")) {
            properties.setProperty(timeout, ANSWER_SECONDS);
        }
        try (Connection connection = DriverManager.getConnection(url(), properties)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** JDBC URL of its default database. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + settings.port() + "/postgres";
    }

    /** Process id of the server. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a crash would, with kill -9. */
    public void kill() {
        process.kill();
    }

    /** Ends it cleanly, without waiting for its clients. */
    @Override
    public void close() {
        process.close();
    }
}
