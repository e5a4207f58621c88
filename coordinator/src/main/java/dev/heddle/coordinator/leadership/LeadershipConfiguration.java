package dev.heddle.coordinator.leadership;

import dev.heddle.coordinator.engine.port.Leadership;
import dev.heddle.coordinator.jdbc.LedgerDatabase;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Leadership of this replica. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LeadershipSettings.class)
class LeadershipConfiguration {

    @Bean(destroyMethod = "stop")
    Leadership leadership(LedgerDatabase database, LeadershipSettings settings, Environment environment) {
        String given = settings.restAddress();
        Supplier<String> address = given == null ? () -> loopback(environment) : () -> given;
        String name = environment.getRequiredProperty("heddle.replica-name");
        return new JdbcLeadership(
                database,
                new JdbcLeadership.Replica(name, address),
                LeaseTerms.of(settings.lease()),
                database.dialect().exclusive());
    }

    /** The port that was really bound is known only after the start. */
    private static String loopback(Environment environment) {
        String configured = environment.getProperty("server.port", "8080");
        return "http://127.0.0.1:" + environment.getProperty("local.server.port", configured);
    }
}
