package dev.heddle.coordinator.replication;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.merge.MergingEntry;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import org.jspecify.annotations.Nullable;

/** After a partition of the grid, of two cells the one with the higher (epoch, sequence) stays. */
public final class NewestWins
        implements SplitBrainMergePolicy<Cell, MergingEntry<String, Cell>, Object>, IdentifiedDataSerializable {

    @Override
    public @Nullable Object merge(
            @Nullable MergingEntry<String, Cell> merging, @Nullable MergingEntry<String, Cell> existing) {
        Cell ours = merging == null ? null : merging.getDeserializedValue();
        Cell theirs = existing == null ? null : existing.getDeserializedValue();
        if (merging == null || ours == null) {
            return existing == null ? null : existing.getRawValue();
        }
        if (existing == null || theirs == null) {
            return merging.getRawValue();
        }
        return ours.newerThan(theirs) ? merging.getRawValue() : existing.getRawValue();
    }

    @Override
    public int getFactoryId() {
        return GridTypes.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return GridTypes.NEWEST_WINS;
    }

    @Override
    public void writeData(ObjectDataOutput out) {}

    @Override
    public void readData(ObjectDataInput in) {}
}
