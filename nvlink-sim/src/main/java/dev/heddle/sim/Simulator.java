package dev.heddle.sim;

import dev.heddle.sim.control.ControlServer;
import dev.heddle.sim.fleet.Fleet;
import dev.heddle.sim.fleet.FleetSettings;
import dev.heddle.sim.imex.NodeListStore;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.plant.Profile;
import dev.heddle.sim.plant.Profiles;
import dev.heddle.sim.world.SystemTimeline;
import dev.heddle.sim.world.World;
import dev.heddle.sim.world.WorldFile;
import dev.heddle.sim.world.WorldState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A running simulator: a world that goes on from its data folder, its fleet of agents, and the control server. */
public final class Simulator implements AutoCloseable {

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private final DataLock lock;
    private final SystemTimeline timeline;
    private final World world;
    private final Fleet fleet;
    private final ControlServer control;

    private Simulator(DataLock lock, SystemTimeline timeline, World world, Fleet fleet, ControlServer control) {
        this.lock = lock;
        this.timeline = timeline;
        this.world = world;
        this.fleet = fleet;
        this.control = control;
    }

    /**
     * Starts one; returns when every agent has been started.
     *
     * @throws IOException with a sentence that says what to do
     */
    public static Simulator start(SimOptions options) throws IOException, InterruptedException {
        Files.createDirectories(options.data());
        DataLock lock = DataLock.take(options.data());
        SystemTimeline timeline = new SystemTimeline();
        try {
            World world = world(options, timeline);
            checkRack(options, world.plant());
            Fleet fleet = new Fleet(
                    world,
                    new FleetSettings(
                            options.data().resolve("agents"),
                            options.coordinators(),
                            version(),
                            POLL_INTERVAL,
                            options.onlyRack(),
                            options.captures()));
            ControlServer control = ControlServer.bind(world, fleet, options.controlPort());
            fleet.start();
            control.start();
            return new Simulator(lock, timeline, world, fleet, control);
        } catch (IOException | InterruptedException | RuntimeException e) {
            timeline.close();
            lock.close();
            throw e;
        }
    }

    private static World world(SimOptions options, SystemTimeline timeline) throws IOException {
        Profile profile = profile(options.profile());
        WorldFile file = new WorldFile(options.data().resolve("world.json"));
        Optional<WorldFile.Saved> saved = file.load();
        long seed = options.seed().orElse(saved.map(WorldFile.Saved::seed).orElse(SimOptions.DEFAULT_SEED));
        int racks = options.racks().orElse(saved.map(WorldFile.Saved::racks).orElse(SimOptions.DEFAULT_RACKS));
        if (saved.isPresent()) {
            check(options.data(), saved.get(), seed, profile);
        }
        Plant plant = Plant.build(profile, seed, racks);
        WorldState state = saved.isPresent()
                ? saved.get().state(plant)
                : WorldState.pristine(UUID.randomUUID().toString());
        file.save(plant, state);
        return new World(plant, state, file, new NodeListStore(options.data().resolve("imex")), timeline);
    }

    private static void checkRack(SimOptions options, Plant plant) throws IOException {
        if (options.onlyRack().isPresent()
                && plant.racks().stream()
                        .noneMatch(rack -> rack.name().equals(options.onlyRack().get()))) {
            throw new IOException("there is no " + options.onlyRack().get() + "; the last one is "
                    + plant.racks().getLast().name());
        }
    }

    private static void check(Path data, WorldFile.Saved saved, long seed, Profile profile) throws IOException {
        if (saved.seed() != seed || !saved.profile().equals(profile.name())) {
            throw new IOException("the data folder " + data + " holds the machines of seed " + saved.seed()
                    + ", profile " + saved.profile() + "; use these, or another data folder");
        }
    }

    private static Profile profile(String name) throws IOException {
        return name.endsWith(".yaml") || name.contains("/") ? Profiles.load(Path.of(name)) : Profiles.builtIn(name);
    }

    private static String version() {
        return Optional.ofNullable(Simulator.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** Its world. */
    public World world() {
        return world;
    }

    /** Its agents. */
    public Fleet fleet() {
        return fleet;
    }

    /** Port of its control server. */
    public int controlPort() {
        return control.port();
    }

    /** Ends everything: agents cleanly, so that another simulator can go on. */
    @Override
    public void close() {
        control.close();
        fleet.close();
        timeline.close();
        lock.close();
    }
}
