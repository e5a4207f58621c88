package dev.heddle.sim.image;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.coordinator.CoordinatorApplication;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.placement.GangRequest;
import dev.heddle.sim.imex.NodeListStore;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.plant.Profiles;
import dev.heddle.sim.world.SystemTimeline;
import dev.heddle.sim.world.World;
import dev.heddle.sim.world.WorldState;
import dev.heddle.sim.world.WorldStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A coordinator, in this process, whose image is fed by {@link StandIns} from a world that is forgotten at the end. */
final class ImageServer implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** Sizes of the ComputeDomains, in whole nodes, one after the other. */
    private static final List<Integer> SIZES = List.of(16, 8, 4, 18, 2, 9);

    private static final int GPUS_PER_NODE = 4;

    private final ConfigurableApplicationContext context;
    private final SystemTimeline timeline;
    private final World world;
    private final StandIns nodes;
    private final Churn churn;

    private ImageServer(ConfigurableApplicationContext context, SystemTimeline timeline, World world, long seed) {
        this.context = context;
        this.timeline = timeline;
        this.world = world;
        this.nodes = new StandIns(context.getBean(Engine.class), world);
        this.churn = new Churn(world, seed);
    }

    /**
     * Starts one; returns when its image is whole.
     *
     * @param progress is told of each step
     * @throws IOException with a sentence for the user
     */
    static ImageServer start(ImageOptions options, Consumer<String> progress) throws IOException, InterruptedException {
        SystemTimeline timeline = new SystemTimeline();
        Plant plant = Plant.build(Profiles.builtIn(Profiles.DEFAULT), options.seed(), options.racks());
        World world = new World(
                plant,
                WorldState.pristine(UUID.randomUUID().toString()),
                WorldStore.NONE,
                new NodeListStore(options.data().resolve("imex")),
                timeline);
        ConfigurableApplicationContext context = new SpringApplicationBuilder(CoordinatorApplication.class)
                .run(
                        "--server.address=127.0.0.1",
                        "--spring.grpc.server.address=127.0.0.1",
                        "--heddle.replica-name=coordinator",
                        "--server.port=" + options.port(),
                        "--spring.grpc.server.port=0",
                        "--spring.main.banner-mode=off",
                        "--heddle.ledger.data=" + options.data().resolve("ledger"));
        ImageServer server = new ImageServer(context, timeline, world, options.seed());
        server.load(options, progress);
        return server;
    }

    private void load(ImageOptions options, Consumer<String> progress) throws IOException, InterruptedException {
        Engine engine = context.getBean(Engine.class);
        int all = world.plant().nodes().size();
        await(() -> engine.status().leading());
        nodes.connect();
        await(() -> engine.image().homes().size() == all && nodes.settled());
        progress.accept("image: " + all + " nodes are adopted");
        nodes.obey();
        await(nodes::settled);
        grant(engine, options.computeDomains());
        await(nodes::settled);
        if (options.changes() > 0) {
            churn.start(options.changes());
        }
    }

    private static void grant(Engine engine, int computeDomains) throws IOException {
        for (int i = 0; i < computeDomains; i++) {
            GangRequest gang = new GangRequest(SIZES.get(i % SIZES.size()), GPUS_PER_NODE, OptionalInt.empty());
            Command create = new Command.Create(
                    new ComputeDomainName("train-" + (i + 1)),
                    new ComputeDomainSpec(gang, Optional.empty()),
                    Optional.empty(),
                    true);
            if (engine.submit(create).toCompletableFuture().join() instanceof Reply.Refused refused) {
                throw new IOException("a ComputeDomain was refused: " + refused);
            }
        }
    }

    private static void await(BooleanSupplier condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IOException("the image is not whole after " + LONGEST.toMinutes() + " minutes");
            }
            Thread.sleep(LOOK);
        }
    }

    /** What it is, in one line. */
    String ready() {
        Plant plant = world.plant();
        return "image ready: " + plant.racks().size() + " racks, "
                + plant.nodes().size() + " nodes, "
                + plant.gpuCount() + " GPUs, " + plant.linkCount() + " links, dashboard http://127.0.0.1:"
                + restPort();
    }

    /** Port of REST and dashboard. */
    int restPort() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Faults and mendings so far. */
    long changes() {
        return churn.changes();
    }

    @Override
    public void close() {
        churn.close();
        nodes.close();
        context.close();
        timeline.close();
    }
}
