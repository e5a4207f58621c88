package dev.heddle.coordinator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.RecordCodec.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every record. */
class JsonRecordCodecProperties {

    private final JsonRecordCodec codec = new JsonRecordCodec();

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void recordsComeBackAsTheyWere(long seed) throws UnreadableRecordException {
        RandomRecords records = new RandomRecords(seed);
        UnitRecord unit = records.unit();
        ComputeDomainRecord computeDomain = records.computeDomain();

        assertThat(codec.decodeUnit(codec.encode(unit))).isEqualTo(unit);
        assertThat(codec.decodeComputeDomain(codec.encode(computeDomain))).isEqualTo(computeDomain);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void equalRecordsHaveEqualBytes(long seed) throws UnreadableRecordException {
        byte[] bytes = codec.encode(new RandomRecords(seed).unit());

        assertThat(codec.encode(codec.decodeUnit(bytes))).isEqualTo(bytes);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void cutRecordIsUnreadableAndNothingWorse(long seed) {
        byte[] bytes = codec.encode(new RandomRecords(seed).computeDomain());
        int length = new Random(seed).nextInt(bytes.length);

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> codec.decodeComputeDomain(Arrays.copyOf(bytes, length)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void brokenByteIsUnreadableOrAnotherRecordAndNothingWorse(long seed) {
        byte[] bytes = codec.encode(new RandomRecords(seed).unit());
        Random random = new Random(seed);
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);

        try {
            assertThat(codec.decodeUnit(bytes)).isNotNull();
        } catch (UnreadableRecordException e) {
            assertThat(e)
                    .hasMessageStartingWith("It ")
                    .hasMessageNotContaining(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
