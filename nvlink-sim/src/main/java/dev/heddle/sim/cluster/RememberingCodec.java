package dev.heddle.sim.cluster;

import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.RecordCodec;
import dev.heddle.coordinator.ledger.JsonRecordCodec;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The real records' codec, which does not do twice what it has just done: records never change, nor do their bytes.
 * Reading and writing JSON for every replica would be most of what a simulation does.
 */
final class RememberingCodec implements RecordCodec {

    private final RecordCodec codec = new JsonRecordCodec();
    private final Memory<Object, byte[]> written = new Memory<>();
    private final Memory<byte[], Object> read = new Memory<>();

    @Override
    public byte[] encode(UnitRecord unit) {
        byte[] known = written.get(unit);
        return known == null ? remember(unit, codec.encode(unit)) : known;
    }

    @Override
    public byte[] encode(ComputeDomainRecord computeDomain) {
        byte[] known = written.get(computeDomain);
        return known == null ? remember(computeDomain, codec.encode(computeDomain)) : known;
    }

    private byte[] remember(Object record, byte[] bytes) {
        written.put(record, bytes);
        read.put(bytes, record);
        return bytes;
    }

    @Override
    public UnitRecord decodeUnit(byte[] body) throws UnreadableRecordException {
        if (read.get(body) instanceof UnitRecord known) {
            return known;
        }
        UnitRecord unit = codec.decodeUnit(body);
        remember(unit, body);
        return unit;
    }

    @Override
    public ComputeDomainRecord decodeComputeDomain(byte[] body) throws UnreadableRecordException {
        if (read.get(body) instanceof ComputeDomainRecord known) {
            return known;
        }
        ComputeDomainRecord computeDomain = codec.decodeComputeDomain(body);
        remember(computeDomain, body);
        return computeDomain;
    }

    /** By identity; forgets what was not asked for in a while. */
    private static final class Memory<K, V> {

        private static final int MAX_YOUNG = 10_000;

        private Map<K, V> young = new IdentityHashMap<>();
        private Map<K, V> old = new IdentityHashMap<>();

        @Nullable
        V get(K key) {
            V value = young.get(key);
            if (value == null) {
                value = old.get(key);
                if (value != null) {
                    put(key, value);
                }
            }
            return value;
        }

        void put(K key, V value) {
            if (young.size() >= MAX_YOUNG) {
                old = young;
                young = new IdentityHashMap<>();
            }
            young.put(key, value);
        }
    }
}
