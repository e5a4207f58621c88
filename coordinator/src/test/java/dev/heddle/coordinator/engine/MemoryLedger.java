package dev.heddle.coordinator.engine;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.RecordCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** A ledger in memory that keeps its promises, and can lose answers. Bodies are handles of the records themselves. */
final class MemoryLedger implements Ledger, RecordCodec {

    final Map<RecordKey, StoredRecord> records = new LinkedHashMap<>();
    long epoch;
    Predicate<RecordKey> refused = key -> false;
    boolean silent;
    Optional<Outcome> last = Optional.empty();
    private final Map<Integer, Object> values = new HashMap<>();
    private final Optional<RandomGenerator> faults;

    MemoryLedger(Optional<RandomGenerator> faults) {
        this.faults = faults;
    }

    @Override
    public ClusterId clusterId() {
        return new ClusterId("cluster-under-test");
    }

    @Override
    public Contents load() {
        if (silent) {
            throw new LedgerUnavailableException("as the test says", new IllegalStateException());
        }
        return new Contents(epoch, List.copyOf(records.values()));
    }

    @Override
    public Optional<StoredRecord> read(RecordKey key) {
        return Optional.ofNullable(records.get(key));
    }

    @Override
    public Outcome commit(long writer, List<Write> writes) {
        Outcome outcome = tried(writer, writes);
        last = Optional.of(outcome);
        return outcome;
    }

    private Outcome tried(long writer, List<Write> writes) {
        if (writer < epoch) {
            return new Outcome.Deposed(epoch);
        }
        boolean lostBefore = chance(40);
        if (lostBefore) {
            return new Outcome.Unknown("lost before");
        }
        List<Verdict> verdicts = new ArrayList<>();
        writes.forEach(write -> verdicts.add(write(writer, write)));
        return chance(40) ? new Outcome.Unknown("lost after") : new Outcome.Done(verdicts);
    }

    private boolean chance(int oneIn) {
        return faults.filter(random -> random.nextInt(oneIn) == 0).isPresent();
    }

    private Verdict write(long writer, Write write) {
        if (refused.test(write.key())) {
            return new Verdict.Refused("as the test says");
        }
        StoredRecord known = records.get(write.key());
        long current = known == null ? 0 : known.version();
        if (current != write.expectedVersion()) {
            return new Verdict.Conflict(current);
        }
        if (write.body().isEmpty()) {
            records.remove(write.key());
        } else {
            records.put(
                    write.key(),
                    new StoredRecord(
                            write.key(),
                            write.newVersion(),
                            writer,
                            write.body().get()));
        }
        return new Verdict.Committed();
    }

    @Override
    public byte[] encode(UnitRecord unit) {
        return handle(unit);
    }

    @Override
    public byte[] encode(ComputeDomainRecord computeDomain) {
        return handle(computeDomain);
    }

    @Override
    public UnitRecord decodeUnit(byte[] body) {
        return (UnitRecord) value(body);
    }

    @Override
    public ComputeDomainRecord decodeComputeDomain(byte[] body) {
        return (ComputeDomainRecord) value(body);
    }

    private byte[] handle(Object value) {
        values.put(values.size(), value);
        return ByteBuffer.allocate(4).putInt(values.size() - 1).array();
    }

    private Object value(byte[] body) {
        return java.util.Objects.requireNonNull(values.get(ByteBuffer.wrap(body).getInt()));
    }
}
