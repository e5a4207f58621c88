package dev.heddle.agent.app;

import dev.heddle.agent.AgentSettings;
import dev.heddle.agent.connect.Target;
import dev.heddle.agent.observe.LinkThresholds;
import dev.heddle.agent.platform.host.HostSettings;
import dev.heddle.agent.probe.capture.CaptureSettings;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.Limits;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RackName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The properties, checked and completed.
 *
 * @param settings the agent's
 * @param coordinators where coordinators listen
 * @param capture the hardware
 * @param host the operating system
 */
public record AgentConfig(
        AgentSettings settings, List<Target> coordinators, CaptureSettings capture, HostSettings host) {

    /** Coordinators that may be listed. */
    static final int MAX_COORDINATORS = 64;

    /** Longest time between two looks at the hardware; a longer one is refused at the start. */
    private static final Duration MAX_POLL = Duration.ofMinutes(5);

    /**
     * Checks everything that can be checked before the start.
     *
     * @throws ConfigurationException if something cannot be
     */
    static AgentConfig of(AgentProperties properties, String version) {
        NodeName node = nodeName(properties);
        String address = Optional.ofNullable(properties.address()).orElse(node.value());
        require(
                properties.pollInterval().compareTo(Duration.ofMillis(10)) >= 0
                        && properties.pollInterval().compareTo(MAX_POLL) <= 0,
                "heddle.agent.poll-interval must be between 10ms and 5m, for example 1s.");
        require(
                properties.statusPort() >= 0 && properties.statusPort() <= 65_535,
                "heddle.agent.status-port must be 0 (none) to 65535.");
        AgentSettings settings = new AgentSettings(
                node,
                version,
                address,
                properties.stateDirectory(),
                properties.deviceRoot(),
                properties.cdiRoot(),
                properties.pollInterval(),
                LinkThresholds.DEFAULT);
        HostSettings host = new HostSettings(
                properties.deviceRoot(),
                properties.procRoot(),
                properties.stateDirectory().resolve("imex"),
                Optional.ofNullable(properties.imexPidFile()));
        return new AgentConfig(settings, coordinators(properties), capture(properties, address), host);
    }

    private static NodeName nodeName(AgentProperties properties) {
        String name = Optional.ofNullable(properties.nodeName()).orElseGet(AgentConfig::hostName);
        return checked(
                () -> new NodeName(name),
                "heddle.agent.node-name \"" + name
                        + "\" is no DNS name; set it to lower-case letters, digits, dots and dashes.");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
        } catch (UnknownHostException e) {
            throw new ConfigurationException("The host name of this node cannot be found; set heddle.agent.node-name.");
        }
    }

    private static List<Target> coordinators(AgentProperties properties) {
        require(
                !properties.coordinators().isEmpty(),
                "heddle.agent.coordinators is empty; set it to where coordinators listen, host:port and comma-separated.");
        require(
                properties.coordinators().size() <= MAX_COORDINATORS,
                "heddle.agent.coordinators may list at most " + MAX_COORDINATORS + " coordinators.");
        return properties.coordinators().stream()
                .map(text -> checked(
                        () -> Target.parse(text),
                        "heddle.agent.coordinators has \"" + text + "\", which is not host:port."))
                .toList();
    }

    private static CaptureSettings capture(AgentProperties properties, String address) {
        AgentProperties.Capture capture = properties.capture();
        Path smi = capture == null ? null : capture.smi();
        if (capture == null || smi == null) {
            throw new ConfigurationException(
                    "heddle.agent.capture.smi is missing;" + " set it to a file with the output of nvidia-smi -q -x.");
        }
        readable("heddle.agent.capture.smi", smi);
        Path imex = capture.imex();
        if (imex != null) {
            readable("heddle.agent.capture.imex", imex);
        }
        String rack = properties.rackName();
        if (!rack.isEmpty()) {
            checked(() -> new RackName(rack), "heddle.agent.rack-name must be printable and without spaces.");
        }
        return new CaptureSettings(
                smi,
                Optional.ofNullable(imex),
                Optional.ofNullable(capture.imexSelf()).orElse(address),
                Map.of(),
                rack,
                capture.architecture(),
                channels(capture.imexChannels()),
                bootId(properties.procRoot()));
    }

    private static OptionalInt channels(@Nullable Integer channels) {
        require(
                channels == null || (channels >= 0 && channels <= Limits.MAX_IMEX_CHANNELS),
                "heddle.agent.capture.imex-channels must be 0 to " + Limits.MAX_IMEX_CHANNELS + ".");
        return channels == null ? OptionalInt.empty() : OptionalInt.of(channels);
    }

    private static void readable(String property, Path file) {
        require(Files.isReadable(file), property + " names " + file + ", which cannot be read.");
    }

    private static BootId bootId(Path proc) {
        Path file = proc.resolve("sys/kernel/random/boot_id");
        try {
            return new BootId(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    "The boot id of this node cannot be read from " + file + "; set heddle.agent.proc-root.");
        }
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new ConfigurationException(sentence);
        }
    }

    private static <T> T checked(Supplier<T> value, String sentence) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(sentence);
        }
    }
}
