package dev.heddle.coordinator.ledger;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.RecordCodec;
import dev.heddle.coordinator.jdbc.LedgerDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The ledger of this replica. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

    @Bean(destroyMethod = "close")
    JdbcLedger jdbcLedger(LedgerDatabase database) {
        return JdbcLedger.open(database, new ClusterId(UUID.randomUUID().toString()));
    }

    @Bean
    RecordCodec recordCodec() {
        return new JsonRecordCodec();
    }

    @Bean
    @Primary
    Ledger ledger(JdbcLedger ledger, MeterRegistry registry) {
        return new MeteredLedger(ledger, registry);
    }
}
