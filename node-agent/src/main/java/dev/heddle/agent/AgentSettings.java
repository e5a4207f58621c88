package dev.heddle.agent;

import dev.heddle.agent.observe.LinkThresholds;
import dev.heddle.contract.model.NodeName;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What one agent is told at its start.
 *
 * @param node name of its node
 * @param agentVersion version of the agent, for people
 * @param address where IMEX peers reach the node: an IP address or host name
 * @param stateDirectory folder of its record, its own alone
 * @param deviceRoot folder that holds {@code dev}, {@code /} on a real node
 * @param cdiRoot folder of CDI specs, {@code /var/run/cdi} on a real node
 * @param pollInterval time between two looks at the hardware
 * @param links when a link counts as flapping or degraded
 */
public record AgentSettings(
        NodeName node,
        String agentVersion,
        String address,
        Path stateDirectory,
        Path deviceRoot,
        Path cdiRoot,
        Duration pollInterval,
        LinkThresholds links) {

    /** Time between two looks where nothing else is said. */
    public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofSeconds(1);

    private static final Duration MIN_POLL_INTERVAL = Duration.ofMillis(10);

    /** @throws IllegalArgumentException if the poll interval is below 10 ms */
    public AgentSettings {
        if (pollInterval.compareTo(MIN_POLL_INTERVAL) < 0) {
            throw new IllegalArgumentException("the poll interval must be at least 10 ms");
        }
    }

    /** Settings with everything that the agent writes below one folder: {@code state}, {@code root} and {@code cdi}. */
    public static AgentSettings under(Path folder, NodeName node, String agentVersion, String address) {
        return new AgentSettings(
                node,
                agentVersion,
                address,
                folder.resolve("state"),
                folder.resolve("root"),
                folder.resolve("cdi"),
                DEFAULT_POLL_INTERVAL,
                LinkThresholds.DEFAULT);
    }

    /** The same with another poll interval. */
    public AgentSettings withPollInterval(Duration interval) {
        return new AgentSettings(node, agentVersion, address, stateDirectory, deviceRoot, cdiRoot, interval, links);
    }

    /** The same with other link thresholds. */
    public AgentSettings withLinks(LinkThresholds thresholds) {
        return new AgentSettings(
                node, agentVersion, address, stateDirectory, deviceRoot, cdiRoot, pollInterval, thresholds);
    }
}
