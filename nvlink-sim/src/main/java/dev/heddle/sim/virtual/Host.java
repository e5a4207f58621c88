package dev.heddle.sim.virtual;

/**
 * A machine on the simulated network.
 *
 * @param name unique in a simulation
 */
public record Host(String name) {

    @Override
    public String toString() {
        return name;
    }
}
