package dev.heddle.coordinator.ledger;

import dev.heddle.coordinator.jdbc.LedgerDatabase.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * H2's TCP server as a process of its own on the loopback address: what several replicas share where there is no
 * PostgreSQL. The database is made before the server starts, so that the server never has to make one for a stranger.
 */
public final class H2ServerProcess implements AutoCloseable {

    private static final String DATABASE = "heddle";

    private final ChildProcess process;
    private final int port;

    private H2ServerProcess(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param classpath where H2 is
     * @param data folder of the database, made if absent
     * @param port TCP port on 127.0.0.1
     * @param credentials user and password that a new database gets
     * @throws IOException if it cannot be started
     */
    public static H2ServerProcess start(String classpath, Path data, int port, Credentials credentials)
            throws IOException {
        Files.createDirectories(data);
        create(data, credentials);
        List<String> command = new ArrayList<>();
        if (ChildProcess.hasSetpriv()) {
            command.addAll(List.of("setpriv", "--pdeathsig=TERM"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dh2.bindAddress=127.0.0.1",
                "-cp",
                classpath,
                "org.h2.tools.Server",
                "-tcp",
                "-tcpPort",
                Integer.toString(port),
                "-tcpPassword",
                UUID.randomUUID().toString(),
                "-baseDir",
                data.toAbsolutePath().toString()));
        ChildProcess process = ChildProcess.start(command, data.resolve("server.log"), "TERM");
        H2ServerProcess server = new H2ServerProcess(process, port);
        process.awaitReady("H2's server", server::listens);
        return server;
    }

    private static void create(Path data, Credentials credentials) throws IOException {
        String url = "jdbc:h2:file:" + data.toAbsolutePath().resolve(DATABASE);
        try {
            DriverManager.getConnection(url, credentials.user(), credentials.password())
                    .close();
        } catch (SQLException e) {
            throw new IOException("the database in " + data + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** JDBC URL of the database. */
    public String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + port + "/./" + DATABASE;
    }

    /** Process id of the server. */
    public long pid() {
        return process.pid();
    }

    /** Ends it as a crash would, with kill -9. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
