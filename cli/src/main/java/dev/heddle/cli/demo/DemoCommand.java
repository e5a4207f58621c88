package dev.heddle.cli.demo;

import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.session.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle demo}. */
@Command(
        name = "demo",
        description = "Run coordinators and a simulated fleet of racks on this machine, until Ctrl-C.",
        footer = {
            "",
            "What it made survives in the data folder: started again, the same racks and ComputeDomains are there.",
            "",
            "Examples:",
            "  ./heddle demo",
            "  ./heddle demo --replicas 3",
            "  ./heddle demo --racks 2 --port 9000 --data /tmp/two-racks"
        })
public final class DemoCommand implements Callable<Integer> {

    static final int PORT_DEFAULT = 8480;
    static final int RACKS_DEFAULT = 12;
    static final int RACKS_MAX = 99;
    static final int REPLICAS_MAX = 5;

    private final Session session;

    @Option(
            names = "--racks",
            paramLabel = "N",
            description = "Racks of 18 nodes and 72 GPUs. Default: 12, or as the data folder has.")
    @Nullable
    Integer racks;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the dashboard and REST. Default: 8480.")
    int port = PORT_DEFAULT;

    @Option(names = "--fresh", description = "Start from nothing: what the data folder holds is lost.")
    boolean fresh;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "Coordinators: one leads, the others stand by. Default: 1.")
    int replicas = 1;

    @Option(names = "--seed", paramLabel = "SEED", description = "Seed of the simulated world. Default: 1.")
    @Nullable
    Long seed;

    public DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        if (replicas < 1 || replicas > REPLICAS_MAX) {
            throw CommandFailure.usage("--replicas must be 1 to " + REPLICAS_MAX + ".");
        }
        if (racks != null && (racks < 1 || racks > RACKS_MAX)) {
            throw CommandFailure.usage("--racks must be 1 to " + RACKS_MAX + ".");
        }
        Installation installation = Installation.at(session.root());
        try (DataFolder folder = DataFolder.take(session.dataFolder(), fresh)) {
            Plan plan = Plan.of(this, folder);
            return new Demo(session, installation, folder, plan).run();
        }
    }
}
