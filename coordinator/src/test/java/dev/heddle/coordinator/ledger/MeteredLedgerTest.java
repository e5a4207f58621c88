package dev.heddle.coordinator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.engine.port.Ledger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeteredLedgerTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Ledger ledger = new MeteredLedger(new Refusing(), meters);

    @Test
    void whatIsMeantToBeRefusedIsNoDeposedLeader() {
        assertThat(ledger.commit(Ledger.NO_EPOCH, List.of())).isEqualTo(new Ledger.Outcome.Deposed(7));
        assertThat(meters.find("heddle.ledger.commit").timers()).isEmpty();
        assertThat(ledger.commit(6, List.of())).isEqualTo(new Ledger.Outcome.Deposed(7));
        assertThat(meters.get("heddle.ledger.commit")
                        .tag("outcome", "deposed")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    /** Has epoch 7. */
    private static final class Refusing implements Ledger {

        @Override
        public ClusterId clusterId() {
            return new ClusterId("metered");
        }

        @Override
        public Contents load() {
            return new Contents(7, List.of());
        }

        @Override
        public Optional<StoredRecord> read(RecordKey key) {
            return Optional.empty();
        }

        @Override
        public Outcome commit(long epoch, List<Write> writes) {
            return new Outcome.Deposed(7);
        }
    }
}
