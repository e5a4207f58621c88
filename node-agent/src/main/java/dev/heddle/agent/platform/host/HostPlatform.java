package dev.heddle.agent.platform.host;

import dev.heddle.agent.platform.NodePlatform;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.ImexNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Linux node. The IMEX daemon is the host's: the agent writes its node list and a host map, and signals it
 * where it knows its process id.
 */
public final class HostPlatform implements NodePlatform {

    private static final Logger LOG = LoggerFactory.getLogger(HostPlatform.class);

    private final HostSettings settings;
    private final ProcTree proc;
    private final String channelDevices;
    private final String gpuDevices;

    /** A platform of this process's node. */
    public HostPlatform(HostSettings settings) {
        this.settings = settings;
        this.proc = new ProcTree(settings.procRoot(), ProcessHandle.current().pid(), settings.realDevices());
        Path devices = settings.deviceRoot().resolve("dev");
        this.channelDevices =
                devices.resolve("nvidia-caps-imex-channels/channel").toString();
        this.gpuDevices = devices.resolve("nvidia").toString();
    }

    @Override
    public void makeChannel(Path device, int channel) throws IOException {
        Files.createDirectories(device.getParent());
        if (settings.realDevices()) {
            makeDevice(device, channel);
        } else if (!Files.exists(device)) {
            Files.writeString(device, "stands in for IMEX channel " + channel + "\n");
        }
    }

    private void makeDevice(Path device, int channel) throws IOException {
        int major = proc.channelMajor()
                .orElseThrow(() -> new IOException("the NVIDIA driver offers no IMEX channels on this node"));
        if (Files.exists(device) && isDevice(device, major, channel)) {
            return;
        }
        Files.deleteIfExists(device);
        Command.run(List.of(
                "mknod", "-m", "0666", device.toString(), "c", Integer.toString(major), Integer.toString(channel)));
    }

    /** Linux packs a device number as 12 bits of major between 8 and 12 bits of minor. */
    private static boolean isDevice(Path device, int major, int minor) throws IOException {
        long number = (Long) Files.getAttribute(device, "unix:rdev");
        long itsMajor = (number >> 8) & 0xFFF;
        long itsMinor = (number & 0xFF) | ((number >> 12) & 0xFFF00);
        return itsMajor == major && itsMinor == minor;
    }

    @Override
    public void removeChannel(Path device, int channel) throws IOException {
        Files.deleteIfExists(device);
    }

    @Override
    public List<Holder> holders(int channel, Set<GpuUuid> gpus) throws IOException {
        Set<String> devices = new HashSet<>();
        if (channel != 0) {
            devices.add(channelDevices + channel);
        }
        Map<GpuUuid, Integer> minors = gpus.isEmpty() ? Map.of() : proc.minors();
        gpus.stream().map(minors::get).filter(minor -> minor != null).forEach(minor -> devices.add(gpuDevices + minor));
        if (devices.isEmpty()) {
            return List.of();
        }
        List<Holder> holders = new ArrayList<>();
        proc.users(devices)
                .forEach((pid, open) -> open.forEach(device -> holders.add(new Holder(pid, words(device, minors)))));
        return holders;
    }

    private String words(String device, Map<GpuUuid, Integer> minors) {
        if (device.startsWith(channelDevices)) {
            return device.substring(device.lastIndexOf('/') + 1);
        }
        int minor = Integer.parseInt(device.substring(gpuDevices.length()));
        return minors.entrySet().stream()
                .filter(entry -> entry.getValue() == minor)
                .map(entry -> entry.getKey().value())
                .findFirst()
                .orElse(device);
    }

    @Override
    public void imexNodes(List<ImexNode> nodes) throws IOException {
        Files.createDirectories(
                settings.imexFolder(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        boolean listChanged = replace("nodes_config.cfg", nodes.stream().map(ImexNode::slotName));
        boolean hostsChanged = replace(
                "hosts",
                nodes.stream().filter(node -> !node.address().isEmpty()).map(HostPlatform::hostsLine));
        if (listChanged) {
            LOG.atInfo()
                    .addKeyValue("nodes", nodes.size())
                    .log("New IMEX node list, which the daemon reads at its start");
        }
        if (listChanged || hostsChanged) {
            signal();
        }
    }

    private static String hostsLine(ImexNode node) {
        return node.address() + " " + node.slotName();
    }

    private boolean replace(String name, Stream<String> lines) throws IOException {
        Path file = settings.imexFolder().resolve(name);
        byte[] content =
                lines.map(line -> line + "\n").collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8);
        if (Files.exists(file) && Arrays.equals(content, Files.readAllBytes(file))) {
            return false;
        }
        Path temporary = settings.imexFolder().resolve(name + ".new");
        Files.write(temporary, content);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    /** SIGUSR1 makes the daemon resolve the names again. */
    private void signal() throws IOException {
        if (settings.imexPidFile().isEmpty()) {
            return;
        }
        try {
            String pid = Files.readString(settings.imexPidFile().get()).strip();
            if (!pid.matches("[1-9][0-9]{0,9}")) {
                throw new IOException(settings.imexPidFile().get() + " holds no process id");
            }
            Command.run(List.of("kill", "-USR1", pid));
        } catch (NoSuchFileException e) {
            LOG.atDebug().log("No IMEX daemon runs; it will read the node list at its start");
        }
    }
}
