package dev.heddle.agent.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration of the node agent, {@code heddle.agent.*}.
 *
 * @param coordinators where coordinators listen, {@code host:port}, in any order
 * @param nodeName name of the node; the host name where absent
 * @param address where IMEX peers reach the node; the node name where absent
 * @param stateDirectory folder of the agent's record
 * @param deviceRoot folder that holds {@code dev}
 * @param cdiRoot folder of CDI specs
 * @param procRoot the host's {@code /proc}
 * @param pollInterval time between two looks at the hardware
 * @param rackName the node's rack; named after the chassis serial number where absent
 * @param statusPort port on 127.0.0.1 that answers with the agent's status, 0 = none
 * @param imexPidFile file with the process id of the IMEX daemon
 * @param capture the capture that is read in place of hardware
 */
@ConfigurationProperties("heddle.agent")
public record AgentProperties(
        @DefaultValue List<String> coordinators,
        @Nullable String nodeName,
        @Nullable String address,
        @DefaultValue("/var/lib/heddle/agent") Path stateDirectory,
        @DefaultValue("/") Path deviceRoot,
        @DefaultValue("/var/run/cdi") Path cdiRoot,
        @DefaultValue("/proc") Path procRoot,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("") String rackName,
        @DefaultValue("9402") int statusPort,
        @Nullable Path imexPidFile,
        @Nullable Capture capture) {

    /**
     * A capture of hardware.
     *
     * @param smi output of {@code nvidia-smi -q -x}
     * @param imex output of {@code nvidia-imex-ctl -N -j}
     * @param imexSelf address or host name of this node in it; the address where absent
     * @param architecture processor architecture of the captured node
     * @param imexChannels channels of its driver; the driver's default where absent
     */
    public record Capture(
            @Nullable Path smi,
            @Nullable Path imex,
            @Nullable String imexSelf,
            @DefaultValue("") String architecture,
            @Nullable Integer imexChannels) {}
}
