package dev.heddle.sim.chaos;

import java.io.IOException;

/** One process of the cluster, with its children, on a machine of its own. Any thread may call. */
interface Daemon {

    /** Where it runs. */
    Host host();

    /** Its machine's name. */
    default String name() {
        return host().name();
    }

    /** Starts it, if it does not run. */
    void start() throws IOException;

    /** Whether it runs, stopped or not. */
    boolean alive();

    /** Whether it should run and does not. */
    boolean died();

    /** How it ended; -1 while it runs or was never started. */
    int exitCode();

    /** kill -9 of it and its children; it stays down until it is started. */
    void kill();

    /** Asks it to end, and waits for that; it stays down until it is started. */
    void terminate(String signal);

    /** Stops it where it is. */
    void pause();

    /** Has it go on. */
    void resume();
}
