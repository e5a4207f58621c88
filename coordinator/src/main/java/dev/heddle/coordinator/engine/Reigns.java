package dev.heddle.coordinator.engine;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Evolve;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.StoredRecord;
import dev.heddle.coordinator.engine.port.RecordCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The ledger as a leader needs it: everything at the start of a reign, batches during it. Blocking work runs aside. */
public final class Reigns implements AutoCloseable {

    private final Ledger ledger;
    private final Committer committer;
    private final RecordLoader loader;
    private final Workers workers;

    /** On {@code ledger}, whose records {@code codec} reads and writes, with threads of its own. */
    public Reigns(Ledger ledger, RecordCodec codec) {
        this(ledger, codec, new ThreadWorkers());
    }

    /** On {@code ledger}, whose records {@code codec} reads and writes; {@code workers} do what blocks. */
    public Reigns(Ledger ledger, RecordCodec codec, Workers workers) {
        this.workers = workers;
        this.ledger = ledger;
        this.committer = new Committer(ledger, codec);
        this.loader = new RecordLoader(codec);
    }

    ClusterId clusterId() {
        return ledger.clusterId();
    }

    Committer committer() {
        return committer;
    }

    /** The image that a leader starts from. */
    Image load(long epoch) {
        return loader.load(ledger.clusterId(), epoch, ledger.load());
    }

    Workers workers() {
        return workers;
    }

    /** Reads the records of a batch as they are stored now; what comes back puts them into an image. */
    UnaryOperator<Image> stored(Batch batch) {
        Map<RecordKey, Optional<StoredRecord>> records = new HashMap<>();
        batch.changes().forEach(change -> records.put(change.key(), ledger.read(change.key())));
        return image -> {
            Image result = image;
            for (Map.Entry<RecordKey, Optional<StoredRecord>> entry : records.entrySet()) {
                Optional<StoredRecord> record = entry.getValue();
                result = record.isPresent()
                        ? loader.with(result, record.get())
                        : Evolve.apply(result, gone(entry.getKey()));
            }
            return result;
        };
    }

    private static Event gone(RecordKey key) {
        return switch (key.kind()) {
            case UNIT -> new Event.UnitErased(new UnitId(key.id()), 0);
            case COMPUTE_DOMAIN -> new Event.ComputeDomainErased(new ComputeDomainUid(key.id()), 0);
        };
    }

    @Override
    public void close() {
        workers.close();
    }
}
