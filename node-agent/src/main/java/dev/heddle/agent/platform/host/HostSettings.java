package dev.heddle.agent.platform.host;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where things are on a Linux node.
 *
 * @param deviceRoot {@code /} where device nodes are to be real; below any other folder plain files stand in for them
 * @param procRoot {@code /proc}, that of the host where the agent runs in a container
 * @param imexFolder folder that the IMEX daemon's node list and host map are written to
 * @param imexPidFile file with the process id of the IMEX daemon, which is told of new addresses; empty = it is not
 */
public record HostSettings(Path deviceRoot, Path procRoot, Path imexFolder, Optional<Path> imexPidFile) {

    /** Whether device nodes are real. */
    boolean realDevices() {
        return deviceRoot.equals(deviceRoot.getRoot());
    }
}
