package dev.heddle.sim.exhaustive;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.RecordCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A ledger whose whole content is one value, set before each step. Bodies are handles of the records themselves. */
final class SmallLedger implements Ledger, RecordCodec {

    /** Identity of every ledger of the search. */
    static final ClusterId CLUSTER = new ClusterId("cluster-of-the-search");

    private final Interned<Object> bodies = new Interned<>();
    private Store store = Store.empty();
    private int writesBeforeTheAnswerIsLost = NEVER;

    /** The answer comes. */
    static final int NEVER = Integer.MAX_VALUE;

    Store store() {
        return store;
    }

    /**
     * Sets what the ledger holds, and how the next commit ends.
     *
     * @param lostAfter how many writes are done before the answer is lost; {@link #NEVER} = it is not
     */
    void set(Store content, int lostAfter) {
        store = content;
        writesBeforeTheAnswerIsLost = lostAfter;
    }

    /** The record behind a handle. */
    Object body(int handle) {
        return bodies.get(handle);
    }

    @Override
    public ClusterId clusterId() {
        return CLUSTER;
    }

    @Override
    public Contents load() {
        return new Contents(
                store.epoch(),
                store.rows().values().stream().map(SmallLedger::stored).toList());
    }

    @Override
    public Optional<StoredRecord> read(RecordKey key) {
        return Optional.ofNullable(store.rows().get(Store.name(key))).map(SmallLedger::stored);
    }

    private static StoredRecord stored(Store.Row row) {
        byte[] body = ByteBuffer.allocate(Integer.BYTES).putInt(row.body()).array();
        return new StoredRecord(row.key(), row.version(), row.writer(), body);
    }

    @Override
    public Outcome commit(long epoch, List<Write> writes) {
        if (Store.isDeposed(epoch, store.epoch())) {
            return new Outcome.Deposed(store.epoch());
        }
        List<Verdict> verdicts = new ArrayList<>();
        int done = 0;
        for (Write write : writes) {
            if (done++ >= writesBeforeTheAnswerIsLost) {
                return new Outcome.Unknown("the answer was lost");
            }
            store = store.write(epoch, write, verdicts);
        }
        return writesBeforeTheAnswerIsLost == NEVER
                ? new Outcome.Done(verdicts)
                : new Outcome.Unknown("the answer was lost");
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
        return (UnitRecord) bodies.get(ByteBuffer.wrap(body).getInt());
    }

    @Override
    public ComputeDomainRecord decodeComputeDomain(byte[] body) {
        return (ComputeDomainRecord) bodies.get(ByteBuffer.wrap(body).getInt());
    }

    private byte[] handle(Object record) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(bodies.number(record)).array();
    }
}
