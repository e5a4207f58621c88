package dev.heddle.coordinator.replication;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Puts a cell unless what stands there has a higher version: a deposed leader writes nothing over its successor. The
 * result is the epoch of what stands after it.
 */
public final class PutIfNewer implements EntryProcessor<String, Cell, Long>, IdentifiedDataSerializable {

    private static final long serialVersionUID = 1L;

    // Written by readData; Java serialization is never used.
    private transient Cell cell;
    private long ttlSeconds;

    /** For the deserializer. */
    public PutIfNewer() {
        this(new Cell(0, 0, new byte[0]), 0);
    }

    /**
     * @param cell what to put
     * @param ttlSeconds after which it vanishes, 0 = never
     */
    PutIfNewer(Cell cell, long ttlSeconds) {
        this.cell = cell;
        this.ttlSeconds = ttlSeconds;
    }

    @Override
    public Long process(Map.Entry<String, Cell> entry) {
        Cell standing = entry.getValue();
        if (standing != null && standing.newerThan(cell)) {
            return standing.epoch();
        }
        ((ExtendedMapEntry<String, Cell>) entry).setValue(cell, ttlSeconds, TimeUnit.SECONDS);
        return cell.epoch();
    }

    @Override
    public int getFactoryId() {
        return GridTypes.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return GridTypes.PUT_IF_NEWER;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeLong(cell.epoch());
        out.writeLong(cell.sequence());
        out.writeByteArray(cell.body());
        out.writeLong(ttlSeconds);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        long epoch = in.readLong();
        long sequence = in.readLong();
        byte[] body = in.readByteArray();
        cell = new Cell(epoch, sequence, body == null ? new byte[0] : body);
        ttlSeconds = in.readLong();
    }
}
