package dev.heddle.coordinator.replication;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactSerializer;
import com.hazelcast.nio.serialization.compact.CompactWriter;

/** Cells on the wire. */
final class CellSerializer implements CompactSerializer<Cell> {

    @Override
    public Cell read(CompactReader reader) {
        byte[] body = reader.readArrayOfInt8("body");
        return new Cell(reader.readInt64("epoch"), reader.readInt64("sequence"), body == null ? new byte[0] : body);
    }

    @Override
    public void write(CompactWriter writer, Cell cell) {
        writer.writeInt64("epoch", cell.epoch());
        writer.writeInt64("sequence", cell.sequence());
        writer.writeArrayOfInt8("body", cell.body());
    }

    @Override
    public String getTypeName() {
        return "cell";
    }

    @Override
    public Class<Cell> getCompactClass() {
        return Cell.class;
    }
}
