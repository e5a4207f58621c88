package dev.heddle.coordinator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.engine.port.Leadership;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.Write;
import dev.heddle.coordinator.engine.port.RecordCodec;
import dev.heddle.coordinator.jdbc.LedgerStartException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The beans of the two adapters, as the coordinator finds them. */
class LedgerConfigurationTest {

    @Configuration(proxyBeanMethods = false)
    @ComponentScan({"dev.heddle.coordinator.jdbc", "dev.heddle.coordinator.ledger", "dev.heddle.coordinator.leadership"
    })
    static class Adapters {}

    @TempDir
    private Path folder;

    private ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withUserConfiguration(Adapters.class)
                .withPropertyValues("heddle.replica-name=here")
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new);
    }

    @Test
    void ledgerFileIsTheDefaultAndCommitsAreMeasured() {
        runner().withPropertyValues("heddle.ledger.data=" + folder).run(context -> {
            assertThat(context).hasNotFailed();
            Ledger ledger = context.getBean(Ledger.class);
            Write write = new Write(new RecordKey(Kind.UNIT, "u"), 0, 1, Optional.of(new byte[] {1}));
            assertThat(ledger.commit(0, List.of(write))).isInstanceOf(Ledger.Outcome.Done.class);

            assertThat(folder.resolve("heddle.mv.db")).exists();
            assertThat(context.getBean(RecordCodec.class)).isNotNull();
            assertThat(context.getBean(Leadership.class).view().leader()).isEmpty();
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(meters.get("heddle.ledger.commit")
                            .tag("outcome", "done")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(meters.get("heddle.ledger.batch").summary().max()).isEqualTo(1);
        });
    }

    @Test
    void databaseThatIsNotSupportedStopsTheStart() {
        runner().withPropertyValues("heddle.ledger.url=jdbc:oracle:thin:@x")
                .run(context -> assertThat(context).getFailure().rootCause().isInstanceOf(LedgerStartException.class));
    }

    @Test
    void serverThatStaysSilentStopsTheStartAfterTheGivenTime() {
        runner().withPropertyValues("heddle.ledger.url=jdbc:h2:tcp://127.0.0.1:1/x", "heddle.ledger.start-timeout=0s")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("does not answer"));
    }
}
