package dev.heddle.sim.virtual;

import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.world.ActiveFault;
import dev.heddle.sim.world.ConflictException;
import dev.heddle.sim.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Trays are pulled and put back. */
final class Pulls {

    private Pulls() {}

    /**
     * Pulls a tray for a while.
     *
     * @return whether it was in its place
     */
    static boolean pull(World world, Plant.Tray tray, VirtualTime time, Duration off) {
        try {
            ActiveFault pulled = world.inject(new Fault.TrayPulled(tray.ref()));
            time.after(off, "tray returned", () -> heal(world, pulled));
            return true;
        } catch (ConflictException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void heal(World world, ActiveFault fault) {
        try {
            world.heal(List.of(fault.sequence()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
