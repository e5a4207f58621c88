package dev.heddle.coordinator.agents;

import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.engine.port.Members;
import dev.heddle.coordinator.engine.port.StandbyPicture;
import io.grpc.netty.NettyServerBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.grpc.server.ServerBuilderCustomizer;

/** Wires the sessions. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AgentProperties.class)
class AgentsConfiguration {

    @Bean
    AgentThreads agentThreads() {
        return new AgentThreads();
    }

    @Bean
    @GlobalServerInterceptor
    Peer agentPeer() {
        return new Peer();
    }

    @Bean
    ServerBuilderCustomizer<NettyServerBuilder> agentsPortLimits() {
        return PortLimits::apply;
    }

    @Bean
    EngineView agentsEngineView(Engine engine, Members members, StandbyPicture picture) {
        return new LiveEngineView(engine, members, picture);
    }

    @Bean
    Sessions agentSessions(AgentProperties properties, EngineView engine, MeterRegistry meters, AgentThreads threads) {
        InstantSource wall = InstantSource.system();
        return new Sessions(
                properties,
                engine,
                new AgentMetrics(meters),
                new SessionNumbers(wall, new SecureRandom().nextInt()),
                new Sessions.Time(wall, System::nanoTime, threads.executor()));
    }

    @Bean
    AgentsLifecycle agentsLifecycle(Sessions sessions, AgentProperties properties) {
        return new AgentsLifecycle(sessions, properties.heartbeatInterval());
    }
}
