package dev.heddle.sim.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where the machines of a run are made. Closing removes them all. */
interface Ground extends AutoCloseable {

    /** Every address, as a network with its length. */
    String subnet();

    /** Adds a machine with an address of its own. */
    Host add(String name) throws IOException;

    /**
     * A process on a machine, which does not run yet.
     *
     * @param host where it runs
     * @param command what is run
     * @param log what it prints is appended to this file
     */
    Daemon daemon(Host host, Command command, Path log);

    @Override
    void close();

    /** What is run. */
    interface Command {
        /** Program and arguments; asked for at each start. */
        List<String> line() throws IOException;
    }
}
