package dev.heddle.coordinator.ledger;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.jdbc.LedgerDatabase;
import dev.heddle.coordinator.jdbc.LedgerDatabase.Credentials;
import dev.heddle.coordinator.jdbc.LedgerSettings;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real database for a test: started when made, gone when closed. */
public abstract class TestDatabase implements AutoCloseable {

    private static final Credentials CREDENTIALS = new Credentials("heddle", "secret");

    private final Path folder;

    private TestDatabase(Path folder) {
        this.folder = folder;
    }

    /** Where it keeps its data. */
    public Path folder() {
        return folder;
    }

    public abstract String url();

    /** Ends the database, or what of it is another process, with kill -9. */
    public abstract void kill() throws IOException;

    /** Starts it again after {@link #kill()}. */
    public abstract void restart() throws IOException;

    public Credentials credentials() {
        return CREDENTIALS;
    }

    /** As a replica sees it whose sessions have this name. */
    public LedgerDatabase open(String sessionName) {
        return LedgerDatabase.open(url(), CREDENTIALS, sessionName);
    }

    /** The ledger in it, as another replica opens it. */
    public JdbcLedger ledger(String sessionName) {
        return JdbcLedger.open(open(sessionName), new ClusterId("cluster-of-" + sessionName));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    /** Where the classpath of this test has H2. */
    static String h2Classpath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("h2-"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** A folder that any user can reach. */
    private static Path openFolder() throws IOException {
        return Files.createTempDirectory(
                "heddle-ledger", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** H2 in a file of this process. */
    public static TestDatabase h2File() throws IOException {
        return new TestDatabase(openFolder()) {
            @Override
            public String url() {
                return LedgerSettings.fileUrl(folder());
            }

            @Override
            public void kill() {}

            @Override
            public void restart() {}
        };
    }

    /** H2's server. */
    public static TestDatabase h2Server() throws IOException {
        Path folder = openFolder();
        int port = freePort();
        H2ServerProcess first = H2ServerProcess.start(h2Classpath(), folder, port, CREDENTIALS);
        return new TestDatabase(folder) {
            private H2ServerProcess server = first;

            @Override
            public String url() {
                return server.url();
            }

            @Override
            public void kill() {
                server.kill();
            }

            @Override
            public void restart() throws IOException {
                server = H2ServerProcess.start(h2Classpath(), folder, port, CREDENTIALS);
            }

            @Override
            public void close() throws IOException {
                server.close();
                super.close();
            }
        };
    }

    /** PostgreSQL. */
    public static TestDatabase postgres() throws IOException {
        Path folder = openFolder();
        PostgresProcess.Settings settings = new PostgresProcess.Settings(
                PostgresBinaries.unpacked(),
                folder.resolve("data"),
                freePort(),
                CREDENTIALS.user(),
                CREDENTIALS.password());
        PostgresProcess first = PostgresProcess.start(settings);
        return new TestDatabase(folder) {
            private PostgresProcess server = first;

            @Override
            public String url() {
                return server.url();
            }

            @Override
            public void kill() {
                server.kill();
            }

            @Override
            public void restart() throws IOException {
                server = PostgresProcess.start(settings);
            }

            @Override
            public void close() throws IOException {
                server.close();
                super.close();
            }
        };
    }
}
