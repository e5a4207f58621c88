package dev.heddle.coordinator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.engine.port.RecordCodec.UnreadableRecordException;
import dev.heddle.coordinator.placement.GangRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class JsonRecordCodecTest {

    private static final String TRAIN = "{\"schema\":1,\"record\":{\"uid\":\"u-1\",\"name\":\"train\","
            + "\"spec\":{\"gang\":{\"nodes\":16,\"gpusPerNode\":4,\"segmentSize\":null},\"timeToLive\":\"PT1H30M\"},"
            + "\"createdAt\":\"2026-11-01T00:00:00Z\",\"origin\":null,\"phase\":\"PENDING\",\"units\":[\"unit-1\"],"
            + "\"readyAt\":null,\"reason\":\"\",\"message\":\"\"}}";

    private final JsonRecordCodec codec = new JsonRecordCodec();

    private static ComputeDomainRecord train() {
        return new ComputeDomainRecord(
                new ComputeDomainUid("u-1"),
                new ComputeDomainName("train"),
                new ComputeDomainSpec(new GangRequest(16, 4, OptionalInt.empty()), Optional.of(Duration.ofMinutes(90))),
                Instant.parse("2026-11-01T00:00:00Z"),
                Optional.empty(),
                Phase.PENDING,
                List.of(new UnitId("unit-1")),
                Optional.empty(),
                "",
                "");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void storedFormIsAsReleased() throws UnreadableRecordException {
        assertThat(new String(codec.encode(train()), StandardCharsets.UTF_8)).isEqualTo(TRAIN);
        assertThat(codec.decodeComputeDomain(bytes(TRAIN))).isEqualTo(train());
    }

    @Test
    void newerSchemaIsNamedWhateverElseChanged() {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> codec.decodeComputeDomain(bytes("{\"schema\":2,\"other\":[]}")))
                .withMessageContaining("newer program");
    }

    @Test
    void unknownMissingAndImpossibleFieldsAreRefused() {
        for (String damaged : List.of(
                TRAIN.replace("\"phase\"", "\"fase\""),
                TRAIN.replace("\"uid\":\"u-1\",", ""),
                TRAIN.replace("\"train\"", "\"Not A Label\""),
                TRAIN.replace("\"nodes\":16", "\"nodes\":0"),
                TRAIN.replace("\"nodes\":16", "\"nodes\":null"),
                TRAIN.replace("\"PENDING\"", "\"PAUSED\""),
                TRAIN.replace("\"units\":[\"unit-1\"]", "\"units\":null"),
                TRAIN.replace("\"name\":\"train\"", "\"name\":null"),
                TRAIN + " {}",
                "{}",
                "[]",
                "",
                "null",
                "{\"schema\":1,\"record\":null}",
                "{\"schema\":\"1\"}")) {
            assertThatExceptionOfType(UnreadableRecordException.class)
                    .as(damaged)
                    .isThrownBy(() -> codec.decodeComputeDomain(bytes(damaged)));
        }
    }
}
