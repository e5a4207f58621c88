package dev.heddle.sim.node;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plain files that stand in for the device nodes of channels. */
final class ChannelFiles implements DeviceNodes {

    @Override
    public void make(Path device) throws IOException {
        Path folder = device.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try {
            Files.createFile(device);
        } catch (FileAlreadyExistsException e) {
            // made before: that is what was asked for
            return;
        }
    }

    @Override
    public void remove(Path device) throws IOException {
        Files.deleteIfExists(device);
    }
}
