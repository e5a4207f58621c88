package dev.heddle.sim.image;

import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.plant.Profile;
import dev.heddle.sim.plant.Target;
import dev.heddle.sim.world.ConflictException;
import dev.heddle.sim.world.World;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Breaks and mends parts of a world at a steady rate: mostly links, some GPUs, some trays, drawn from a seed. As many
 * are mended as break, so that the fleet stays as well as it was.
 */
final class Churn implements AutoCloseable {

    /** Faults that are active at once before the first is mended. */
    private static final int ACTIVE = 200;

    private static final int LINKS = 80;
    private static final int GPUS = 10;
    private static final int PERCENT = 100;
    private static final System.Logger LOG = System.getLogger(Churn.class.getName());

    private final World world;
    private final Random random;
    private final List<Long> active = new ArrayList<>();
    private final AtomicLong changes = new AtomicLong();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("churn").daemon(true).factory());

    /** Nothing breaks yet. */
    Churn(World world, long seed) {
        this.world = world;
        this.random = new Random(seed);
    }

    /** Starts. @param perSecond changes a second, 1 or more */
    void start(int perSecond) {
        long pause = Duration.ofSeconds(1).toNanos() / perSecond;
        executor.scheduleAtFixedRate(this::change, pause, pause, TimeUnit.NANOSECONDS);
    }

    /** Changes so far. */
    long changes() {
        return changes.get();
    }

    private void change() {
        try {
            if (active.size() < ACTIVE || random.nextBoolean()) {
                active.add(world.inject(draw()).sequence());
            } else {
                world.heal(List.of(active.remove(random.nextInt(active.size()))));
            }
            changes.incrementAndGet();
        } catch (ConflictException e) {
            LOG.log(Level.DEBUG, "broken already", e);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, "a change failed", e);
        }
    }

    private Fault draw() {
        Plant plant = world.plant();
        Profile profile = plant.profile();
        Target.OfTray tray =
                new Target.OfTray(random.nextInt(plant.racks().size()), random.nextInt(profile.computeTrays()));
        Target.OfGpu gpu = new Target.OfGpu(
                tray.rack(), tray.tray(), random.nextInt(profile.gpus().size()));
        int kind = random.nextInt(PERCENT);
        if (kind < LINKS) {
            return new Fault.LinkDown(
                    new Target.OfLink(gpu.rack(), gpu.tray(), gpu.gpu(), random.nextInt(profile.linksPerGpu())));
        }
        return kind < LINKS + GPUS ? new Fault.GpuLost(gpu) : new Fault.TrayPulled(tray);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
