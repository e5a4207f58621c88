package dev.heddle.sim.chaos;

import dev.heddle.coordinator.ledger.PostgresProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs real processes under real faults from a command line. */
public final class ChaosMain {

    private static final String USAGE = """
            Runs coordinators, PostgreSQL and fleets of agents in network namespaces under kills, pauses and partitions.
            Needs root, iproute2, iptables and PostgreSQL.

              --faults N   faults to inject (default 600)
              --seed S     seed of machines, faults and clients (default 1)
              --fleets N   processes of 20 agents (default 10)
              --lease S    seconds of the leader's lease (default 3)
              --rest S     seconds within which everything must come to rest (default 180)
              --root DIR   the repository whose built programs are run (default .)
            """;

    private ChaosMain() {}

    /** Exits with 1 if anything happened that must not. */
    @SuppressWarnings("SystemOut") // what it prints is what it is for
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        if (words.contains("--help")) {
            System.out.print(USAGE);
            return;
        }
        Path root = Path.of(value(words, "--root", ".")).toAbsolutePath().normalize();
        Path postgres = PostgresProcess.installedBinaries()
                .orElseThrow(() -> new IOException("PostgreSQL is not installed (Debian: apt-get install postgresql)"));
        ChaosSettings settings = ChaosSettings.of(
                        Programs.of(root, postgres),
                        Long.parseLong(value(words, "--seed", "1")),
                        Integer.parseInt(value(words, "--faults", "600")))
                .withFleets(Integer.parseInt(value(words, "--fleets", "10")))
                .within(
                        Duration.ofSeconds(Long.parseLong(value(words, "--lease", "3"))),
                        Duration.ofSeconds(Long.parseLong(value(words, "--rest", "180"))));
        Path folder = Folders.passable();
        System.out.println("Logs are in " + folder);
        Report report = ChaosRun.run(settings, folder, System.out);
        report.violations().forEach(violation -> System.out.println("VIOLATION " + violation));
        System.exit(report.violations().isEmpty() ? 0 : 1);
    }

    private static String value(List<String> words, String name, String otherwise) {
        int at = words.indexOf(name);
        return at < 0 || at + 1 == words.size() ? otherwise : words.get(at + 1);
    }
}
