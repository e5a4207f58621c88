package dev.heddle.sim.chaos;

import dev.heddle.coordinator.jdbc.LedgerDatabase.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL, which refuses root and so runs as nobody: its data folder, and the command that serves it. */
final class Database {

    static final int PORT = 5432;
    private static final String NOBODY = "65534";
    private static final Credentials CREDENTIALS = new Credentials("heddle", "chaos");

    private final Path binaries;
    private final Path data;
    private final Host host;

    private Database(Path binaries, Path data, Host host) {
        this.binaries = binaries;
        this.data = data;
        this.host = host;
    }

    /**
     * Makes an empty one that the subnet may use.
     *
     * @param data where any user can pass through
     */
    static Database create(Path binaries, Path data, Host host, String subnet) throws IOException {
        Path password = data.resolveSibling("initial-password");
        Files.createDirectories(data);
        Files.writeString(password, CREDENTIALS.password());
        Shell.run("chown", "-R", NOBODY + ":" + NOBODY, data.toString(), password.toString());
        Shell.run(asNobody(
                binaries.resolve("initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                CREDENTIALS.user(),
                "-A",
                "scram-sha-256",
                "--pwfile=" + password,
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync"));
        Files.writeString(
                data.resolve("pg_hba.conf"), "host all all " + subnet + " scram-sha-256\n", StandardOpenOption.APPEND);
        return new Database(binaries, data, host);
    }

    private static List<String> asNobody(String... command) {
        List<String> line =
                new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        line.addAll(List.of(command));
        return line;
    }

    /** The command that serves it. A change of user clears the parent-death signal, so it is set again. */
    List<String> command() {
        List<String> line = asNobody();
        line.addAll(List.of(
                "--pdeathsig=KILL",
                binaries.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(PORT),
                "-c",
                "listen_addresses=" + host.address(),
                "-c",
                "unix_socket_directories=",
                "-c",
                "shared_buffers=32MB",
                "-c",
                "max_wal_size=64MB",
                "-c",
                "restart_after_crash=on"));
        return line;
    }

    Host host() {
        return host;
    }

    Credentials credentials() {
        return CREDENTIALS;
    }

    String url() {
        return "jdbc:postgresql://" + host.address() + ":" + PORT + "/postgres";
    }
}
