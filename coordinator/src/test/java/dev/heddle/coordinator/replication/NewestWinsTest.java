package dev.heddle.coordinator.replication;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.spi.merge.MergingEntry;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewestWinsTest {

    private static final Cell OLD_EPOCH = new Cell(3, 900, new byte[] {1});
    private static final Cell NEW_EPOCH = new Cell(4, 2, new byte[] {2});
    private static final Cell NEW_EPOCH_LATER = new Cell(4, 3, new byte[0]);

    private final NewestWins policy = new NewestWins();

    @Test
    void theHigherEpochWinsWhateverTheSequence() {
        assertThat(merge(OLD_EPOCH, NEW_EPOCH)).isEqualTo(NEW_EPOCH);
        assertThat(merge(NEW_EPOCH, OLD_EPOCH)).isEqualTo(NEW_EPOCH);
    }

    @Test
    void inOneEpochTheHigherSequenceWinsEvenIfItSaysThatTheThingIsGone() {
        assertThat(merge(NEW_EPOCH, NEW_EPOCH_LATER)).isEqualTo(NEW_EPOCH_LATER);
        assertThat(merge(NEW_EPOCH_LATER, NEW_EPOCH)).isEqualTo(NEW_EPOCH_LATER);
    }

    @Test
    void whatOnlyOneSideHasStays() {
        assertThat(merge(NEW_EPOCH, null)).isEqualTo(NEW_EPOCH);
        assertThat(merge(null, OLD_EPOCH)).isEqualTo(OLD_EPOCH);
    }

    private @Nullable Object merge(@Nullable Cell merging, @Nullable Cell existing) {
        return policy.merge(view(merging), view(existing));
    }

    /** The interface has a dozen methods that the policy does not look at. */
    @SuppressWarnings("unchecked")
    private static @Nullable MergingEntry<String, Cell> view(@Nullable Cell cell) {
        if (cell == null) {
            return null;
        }
        return (MergingEntry<String, Cell>) Proxy.newProxyInstance(
                NewestWinsTest.class.getClassLoader(),
                new Class<?>[] {MergingEntry.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getDeserializedValue", "getRawValue" -> cell;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
