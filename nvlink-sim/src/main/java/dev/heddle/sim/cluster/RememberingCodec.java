package dev.heddle.sim.cluster;

import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.RecordCodec;
import dev.heddle.coordinator.ledger.JsonRecordCodec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The real records' codec, which does not do twice what it has just done: records never change, nor do their bytes.
 * Reading and writing JSON for every replica would be most of what a simulation does.
 */
final class RememberingCodec implements RecordCodec {

    private final RecordCodec codec = new JsonRecordCodec();
    private final Memory<Same, byte[]> written = new Memory<>();
    private final Memory<Content, Object> read = new Memory<>();

    @Override
    public byte[] encode(UnitRecord unit) {
        byte[] known = written.get(new Same(unit));
        return known == null ? remember(unit, codec.encode(unit)) : known;
    }

    @Override
    public byte[] encode(ComputeDomainRecord computeDomain) {
        byte[] known = written.get(new Same(computeDomain));
        return known == null ? remember(computeDomain, codec.encode(computeDomain)) : known;
    }

    private byte[] remember(Object record, byte[] bytes) {
        written.put(new Same(record), bytes);
        read.put(Content.of(bytes), record);
        return bytes;
    }

    @Override
    public UnitRecord decodeUnit(byte[] body) throws UnreadableRecordException {
        if (read.get(Content.of(body)) instanceof UnitRecord known) {
            return known;
        }
        UnitRecord unit = codec.decodeUnit(body);
        remember(unit, body);
        return unit;
    }

    @Override
    public ComputeDomainRecord decodeComputeDomain(byte[] body) throws UnreadableRecordException {
        if (read.get(Content.of(body)) instanceof ComputeDomainRecord known) {
            return known;
        }
        ComputeDomainRecord computeDomain = codec.decodeComputeDomain(body);
        remember(computeDomain, body);
        return computeDomain;
    }

    /** A record, equal to itself alone: to compare two would cost as much as to write one. */
    private record Same(Object record) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Same(Object its) && its == record;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(record);
        }
    }

    /** Bytes, equal by content: replicas get copies of what the leader wrote. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Content(byte[] bytes, int hash) {

        static Content of(byte[] bytes) {
            return new Content(bytes, Arrays.hashCode(bytes));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Content its && its.hash == hash && Arrays.equals(its.bytes, bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** Forgets what was not asked for in a while. */
    private static final class Memory<K, V> {

        private static final int MAX_YOUNG = 10_000;

        private Map<K, V> young = new HashMap<>();
        private Map<K, V> old = new HashMap<>();

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
                young = new HashMap<>();
            }
            young.put(key, value);
        }
    }
}
