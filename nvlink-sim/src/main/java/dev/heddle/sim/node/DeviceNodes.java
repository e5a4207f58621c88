package dev.heddle.sim.node;

import java.io.IOException;
import java.nio.file.Path;

/** How a simulated node makes and removes device nodes. */
public interface DeviceNodes {

    /** Makes one; fine if there is one. */
    void make(Path device) throws IOException;

    /** Removes one; fine if there is none. */
    void remove(Path device) throws IOException;
}
