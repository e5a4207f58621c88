package dev.heddle.coordinator.ledger;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.engine.port.Ledger;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Optional;

/**
 * Measures another ledger: {@code heddle.ledger.commit} (time by outcome) and {@code heddle.ledger.batch} (writes per
 * commit).
 */
public final class MeteredLedger implements Ledger {

    private final Ledger inner;
    private final MeterRegistry registry;
    private final DistributionSummary batchSize;

    /** Measures {@code inner} into {@code registry}. */
    public MeteredLedger(Ledger inner, MeterRegistry registry) {
        this.inner = inner;
        this.registry = registry;
        this.batchSize = DistributionSummary.builder("heddle.ledger.batch")
                .description("Writes per ledger commit")
                .register(registry);
    }

    @Override
    public ClusterId clusterId() {
        return inner.clusterId();
    }

    @Override
    public Contents load() {
        return inner.load();
    }

    @Override
    public Optional<StoredRecord> read(RecordKey key) {
        return inner.read(key);
    }

    @Override
    public Outcome commit(long epoch, List<Write> writes) {
        if (epoch == NO_EPOCH) {
            return inner.commit(epoch, writes);
        }
        batchSize.record(writes.size());
        Timer.Sample sample = Timer.start(registry);
        String outcome = "unavailable";
        try {
            Outcome result = inner.commit(epoch, writes);
            outcome = name(result);
            return result;
        } finally {
            sample.stop(timer(outcome));
        }
    }

    private static String name(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _ -> "done";
            case Outcome.Deposed _ -> "deposed";
            case Outcome.Unknown _ -> "unknown";
        };
    }

    private Timer timer(String outcome) {
        return Timer.builder("heddle.ledger.commit")
                .description("Time until a batch is on stable storage")
                .tag("outcome", outcome)
                .register(registry);
    }
}
