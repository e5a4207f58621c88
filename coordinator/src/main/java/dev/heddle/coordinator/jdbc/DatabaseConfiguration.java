package dev.heddle.coordinator.jdbc;

import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one database of this replica. Its sessions get a name that no other process start has. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerSettings.class)
class DatabaseConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseConfiguration.class);
    private static final Duration RETRY = Duration.ofMillis(500);

    @Bean
    LedgerDatabase ledgerDatabase(LedgerSettings settings) throws InterruptedException {
        String sessionName = "heddle-" + UUID.randomUUID();
        long deadline = System.nanoTime() + settings.startTimeout().toNanos();
        while (true) {
            try {
                return LedgerDatabase.open(settings.effectiveUrl(), settings.credentials(), sessionName);
            } catch (LedgerStartException e) {
                if (!e.passes() || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                LOG.info("waiting for the ledger: {}", e.getMessage());
                Thread.sleep(RETRY);
            }
        }
    }
}
