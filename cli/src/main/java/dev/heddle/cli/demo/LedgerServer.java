package dev.heddle.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The ledger as a process of its own, which several coordinators share. */
final class LedgerServer {

    private LedgerServer() {}

    /** Whether PostgreSQL's binaries are on this machine, and its user may enter the data folder. */
    static boolean postgresUsable(Path folder) {
        boolean root = "root".equals(System.getProperty("user.name"));
        return postgresInstalled() && (!root || LedgerKind.open(folder));
    }

    private static boolean postgresInstalled() {
        Path debian = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(debian)) {
            return Files.isExecutable(Path.of("/usr/bin/postgres")) && Files.isExecutable(Path.of("/usr/bin/initdb"));
        }
        try (Stream<Path> versions = Files.list(debian)) {
            return versions.anyMatch(version -> Files.isExecutable(version.resolve("bin/postgres")));
        } catch (IOException e) {
            return false;
        }
    }

    /** The process that runs it, until its standard input ends. */
    static List<String> command(Installation installation, DataFolder folder, Plan plan) {
        List<String> command =
                new ArrayList<>(installation.coordinatorTool("dev.heddle.coordinator.ledger.LedgerServer"));
        boolean postgres = plan.made().ledger() == LedgerKind.POSTGRESQL;
        command.addAll(List.of(
                "--kind",
                plan.made().ledger().word(),
                "--data",
                (postgres ? folder.postgres() : folder.ledger()).toString(),
                "--port",
                Integer.toString(plan.ledger()),
                "--password-file",
                folder.password().toString()));
        return command;
    }

    /** Its JDBC address. */
    static String url(Plan plan) {
        return plan.made().ledger() == LedgerKind.POSTGRESQL
                ? "jdbc:postgresql://127.0.0.1:" + plan.ledger() + "/postgres"
                : "jdbc:h2:tcp://127.0.0.1:" + plan.ledger() + "/./heddle";
    }

    /** What it is, for people. */
    static String title(Plan plan, boolean server) {
        return plan.made().ledger() == LedgerKind.POSTGRESQL ? "PostgreSQL" : server ? "H2's server" : "H2 file";
    }

    /** Whether a server is needed at all. */
    static boolean needed(Plan plan) {
        return plan.coordinators().size() > 1 || plan.made().ledger() == LedgerKind.POSTGRESQL;
    }
}
