package dev.heddle.cli.demo;

import dev.heddle.cli.client.DemoFile;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.demo.DataFolder.Made;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a demo consists of.
 *
 * @param made racks, seed and ledger
 * @param coordinators ports of each coordinator
 * @param control port of the simulator
 * @param ledger port of the ledger's server
 */
record Plan(Made made, List<Coordinator> coordinators, int control, int ledger) {

    /**
     * Ports of one coordinator.
     *
     * @param name its replica name
     * @param rest dashboard and REST
     * @param grpc node agents
     * @param replication the other coordinators
     */
    record Coordinator(String name, int rest, int grpc, int replication) {

        URI uri() {
            return URI.create("http://127.0.0.1:" + rest);
        }
    }

    /** Checks what was asked for against what the folder holds and which ports are free. */
    static Plan of(DemoCommand asked, DataFolder folder) throws CommandFailure {
        leftovers(folder);
        Made made = made(asked, folder);
        Ports ports = new Ports();
        List<Coordinator> coordinators = new ArrayList<>();
        for (int rest : Ports.exactly(asked.port, asked.replicas)) {
            String name = "coordinator-" + (coordinators.size() + 1);
            coordinators.add(new Coordinator(name, rest, ports.near(rest + 100), ports.near(rest + 300)));
        }
        Plan plan =
                new Plan(made, List.copyOf(coordinators), ports.near(asked.port + 200), ports.near(asked.port + 250));
        folder.made(made);
        return plan;
    }

    private static Made made(DemoCommand asked, DataFolder folder) throws CommandFailure {
        Optional<Made> before = folder.made();
        Integer racks = asked.racks;
        Long seed = asked.seed;
        if (before.isEmpty()) {
            boolean postgres = LedgerServer.postgresUsable(folder.path());
            return new Made(
                    racks == null ? DemoCommand.RACKS_DEFAULT : racks,
                    seed == null ? 1 : seed,
                    LedgerKind.choose(asked.replicas, postgres));
        }
        Made made = before.get();
        boolean otherRacks = racks != null && racks != made.racks();
        boolean otherSeed = seed != null && seed != made.seed();
        if (otherRacks || otherSeed) {
            throw CommandFailure.error(
                    folder.path() + " holds a demo of " + made.racks() + " racks with seed " + made.seed()
                            + ": leave --racks and --seed away to go on with it, start anew with --fresh, or name another folder "
                            + "with --data.");
        }
        return made;
    }

    /** Processes of a demo whose launcher was killed end by themselves; this says which have not. */
    private static void leftovers(DataFolder folder) throws CommandFailure {
        List<DemoFile.Child> alive = List.of();
        for (int i = 0; i < 40; i++) {
            alive = DemoFile.read(folder.path()).map(DemoFile::processes).orElse(List.of()).stream()
                    .filter(Plan::isOurs)
                    .toList();
            if (alive.isEmpty()) {
                return;
            }
            Pause.millis(100);
        }
        String pids = alive.stream().map(child -> Long.toString(child.pid())).collect(Collectors.joining(" "));
        throw CommandFailure.error("An earlier demo on " + folder.path() + " left processes behind: end them with kill "
                + pids + ", then start again.");
    }

    private static boolean isOurs(DemoFile.Child child) {
        return ProcessHandle.of(child.pid())
                .flatMap(process -> process.info().arguments())
                .map(arguments ->
                        List.of(arguments).stream().anyMatch(argument -> argument.startsWith("-Dheddle.role=")))
                .orElse(false);
    }
}
