package dev.heddle.sim.virtual;

import dev.heddle.sim.node.DeviceNodes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Device nodes of a virtual node: files of its disk that a boot clears.
 *
 * @param disk the node's
 * @param storage counts the steps
 */
record VirtualDevices(VirtualDisk disk, VirtualStorage storage) implements DeviceNodes {

    @Override
    public void make(Path device) throws IOException {
        storage.step(() -> {
            disk.makeFolder(Objects.requireNonNull(device.getParent()));
            disk.write(device, new byte[0], 0);
        });
    }

    @Override
    public void remove(Path device) throws IOException {
        storage.step(() -> disk.delete(device));
    }
}
