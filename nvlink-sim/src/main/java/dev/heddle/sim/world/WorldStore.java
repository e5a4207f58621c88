package dev.heddle.sim.world;

import dev.heddle.sim.plant.Plant;
import java.io.IOException;

/** Keeps the state of a world. */
public interface WorldStore {

    /** A world that is forgotten with its process. */
    WorldStore NONE = (plant, state) -> {};

    /**
     * Keeps {@code state}; when this returns it survives a kill of the process.
     *
     * @throws IOException if it cannot be kept
     */
    void save(Plant plant, WorldState state) throws IOException;
}
