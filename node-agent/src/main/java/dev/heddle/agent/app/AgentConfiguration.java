package dev.heddle.agent.app;

import dev.heddle.agent.AgentRuntime;
import dev.heddle.agent.NodeAgent;
import dev.heddle.agent.connect.NettyLink;
import dev.heddle.agent.platform.host.HostPlatform;
import dev.heddle.agent.probe.capture.CaptureProbe;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One agent for this process's node. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AgentProperties.class)
class AgentConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(AgentConfiguration.class);

    @Bean
    AgentConfig agentConfig(AgentProperties properties) {
        String version = AgentConfiguration.class.getPackage().getImplementationVersion();
        return AgentConfig.of(properties, version == null ? "development" : version);
    }

    @Bean
    AgentRuntime agentRuntime() {
        return AgentRuntime.create();
    }

    @Bean
    NettyLink coordinatorLink(AgentConfig config, AgentRuntime runtime) {
        return new NettyLink(config.coordinators(), runtime.executor());
    }

    @Bean(destroyMethod = "close")
    NodeAgent nodeAgent(AgentConfig config, NettyLink link, AgentRuntime runtime) {
        CaptureProbe probe = new CaptureProbe(config.capture());
        NodeAgent agent = new NodeAgent(config.settings(), probe, new HostPlatform(config.host()), link, runtime);
        try {
            probe.observe();
            agent.start();
        } catch (IOException e) {
            throw new ConfigurationException("The agent cannot start: " + e.getMessage() + ".");
        }
        LOG.atInfo()
                .addKeyValue("node", config.settings().node())
                .addKeyValue("coordinators", config.coordinators())
                .log("The node agent runs");
        return agent;
    }

    @Bean
    StatusServer statusServer(AgentProperties properties, NodeAgent agent) {
        return new StatusServer(properties.statusPort(), agent::status);
    }
}
