package dev.heddle.sim.scenario;

import dev.heddle.agent.connect.Target;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.coordinator.CoordinatorApplication;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.placement.GangRequest;
import dev.heddle.sim.SimOptions;
import dev.heddle.sim.Simulator;
import dev.heddle.sim.check.FleetCheck;
import dev.heddle.sim.fleet.CaptureNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A coordinator and a fleet of real agents in this process, over real gRPC and a ledger on disk. */
final class Cluster implements AutoCloseable {

    private static final long REPLY_SECONDS = 60;

    private final ConfigurableApplicationContext context;
    private final Simulator simulator;
    private final Engine engine;

    private Cluster(ConfigurableApplicationContext context, Simulator simulator) {
        this.context = context;
        this.simulator = simulator;
        this.engine = context.getBean(Engine.class);
    }

    static Cluster start(Path folder, int racks, long seed, List<CaptureNode> captures)
            throws IOException, InterruptedException {
        int port = freePort();
        ConfigurableApplicationContext context = new SpringApplicationBuilder(CoordinatorApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.grpc.server.port=" + port,
                        "--spring.main.banner-mode=off",
                        "--heddle.ledger.data=" + folder.resolve("ledger"));
        SimOptions options = new SimOptions(
                OptionalInt.of(racks),
                OptionalLong.of(seed),
                folder.resolve("sim"),
                List.of(new Target("127.0.0.1", port)),
                0,
                "gb200-nvl72",
                Optional.empty(),
                captures,
                false,
                false);
        return new Cluster(context, Simulator.start(options));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Simulator simulator() {
        return simulator;
    }

    int restPort() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    Image image() {
        return engine.image();
    }

    FleetCheck check() {
        return new FleetCheck(simulator.fleet(), engine::image);
    }

    Reply create(String name, int nodes, int gpusPerNode)
            throws InterruptedException, ExecutionException, TimeoutException {
        ComputeDomainSpec spec =
                new ComputeDomainSpec(new GangRequest(nodes, gpusPerNode, OptionalInt.empty()), Optional.empty());
        return submit(new Command.Create(new ComputeDomainName(name), spec, Optional.empty(), true));
    }

    Reply delete(ComputeDomainName name) throws InterruptedException, ExecutionException, TimeoutException {
        return submit(new Command.Delete(name, OptionalLong.empty()));
    }

    private Reply submit(Command command) throws InterruptedException, ExecutionException, TimeoutException {
        return engine.submit(command).toCompletableFuture().get(REPLY_SECONDS, TimeUnit.SECONDS);
    }

    /** ComputeDomains in one of these phases, by name. */
    List<ComputeDomainRecord> in(Phase... phases) {
        List<ComputeDomainRecord> found = new ArrayList<>();
        image().computeDomains().values().forEach(state -> {
            if (List.of(phases).contains(state.computeDomain().phase())) {
                found.add(state.computeDomain());
            }
        });
        return found;
    }

    /** ComputeDomains that hold something and are not being given back. */
    List<ComputeDomainRecord> live() {
        return in(Phase.FORMING, Phase.READY, Phase.DEGRADED);
    }

    /** Nodes that are adopted and not waiting for anything. */
    int openNodes() {
        return (int) image().rooms().stream()
                .filter(room -> room.barred().isEmpty())
                .flatMap(room -> room.nodes().stream())
                .filter(node -> node.closed().isEmpty())
                .count();
    }

    /** GPUs that could be granted now at full health. */
    int freeGpus() {
        return image().rooms().stream()
                .filter(room -> room.barred().isEmpty())
                .flatMap(room -> room.nodes().stream())
                .mapToInt(node -> node.free().size())
                .sum();
    }

    @Override
    public void close() {
        simulator.close();
        context.close();
    }
}
