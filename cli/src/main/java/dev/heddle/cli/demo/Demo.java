package dev.heddle.cli.demo;

import dev.heddle.cli.client.DemoFile;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.Console;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.session.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;

/** One run of the demo: starts its processes in order, tells how it goes, keeps them running, and stops them. */
final class Demo {

    private final Console console;
    private final DataFolder folder;
    private final Plan plan;
    private final Launch launch;
    private final Fleet fleet = new Fleet();

    Demo(Session session, Installation installation, DataFolder folder, Plan plan) {
        this.console = session.console();
        this.folder = folder;
        this.plan = plan;
        this.launch = new Launch(installation, folder, plan);
    }

    int run() throws CommandFailure {
        Thread hook = new Thread(this::stop, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            start();
            new Supervisor(console, fleet, launch::again, this::publish).run();
            return ExitCode.OK;
        } catch (CommandFailure failure) {
            if (fleet.stopping()) {
                return ExitCode.OK;
            }
            throw failure;
        } finally {
            stop();
        }
    }

    private void start() throws CommandFailure {
        console.say("Heddle demo: " + plan.made().racks() + " racks, data in " + folder.path());
        Readiness ready = new Readiness(console, fleet, plan);
        startLedger(ready);
        for (Plan.Coordinator coordinator : plan.coordinators()) {
            fleet.add(launch.coordinator(coordinator));
        }
        publish();
        ready.coordinators();
        fleet.add(launch.simulator());
        publish();
        ready.nodes();
        console.say("");
        console.say("Dashboard   " + plan.coordinators().getFirst().uri() + "/");
        plan.coordinators().stream().skip(1).forEach(other -> console.say("            " + other.uri() + "/"));
        console.say(nextSteps(plan.made().racks()));
    }

    private void startLedger(Readiness ready) throws CommandFailure {
        boolean server = LedgerServer.needed(plan);
        if (server) {
            Child ledger = launch.ledger();
            fleet.add(ledger);
            ready.ledger(ledger);
        }
        ready.say("ledger", LedgerServer.title(plan, server));
    }

    private static String nextSteps(int racks) {
        return """
            Try, in another terminal:
              ./heddle topology
              ./heddle create cd train-1 --nodes 16 --gpus-per-node 4 --wait
              ./heddle sim fault pull-tray rack-%02d/tray-07
            Ctrl-C stops everything; the data stays for the next time.""".formatted(Math.min(3, racks));
    }

    /** Tells other commands where everything is. */
    private void publish() throws CommandFailure {
        List<URI> servers =
                plan.coordinators().stream().map(Plan.Coordinator::uri).toList();
        String ledger = LedgerServer.needed(plan) ? LedgerServer.url(plan) : "";
        URI sim = URI.create("http://127.0.0.1:" + plan.control());
        try {
            new DemoFile(ProcessHandle.current().pid(), servers, sim, ledger, fleet.listed()).write(folder.path());
        } catch (IOException e) {
            throw CommandFailure.error("The data folder " + folder.path() + " cannot be written: " + e.getMessage());
        }
    }

    private void stop() {
        if (!fleet.beginStop()) {
            return;
        }
        console.say("Stopping.");
        fleet.stop();
        try {
            Files.deleteIfExists(folder.path().resolve(DemoFile.NAME));
        } catch (IOException e) {
            // A later demo overwrites it.
        }
    }
}
