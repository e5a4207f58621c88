package dev.heddle.agent.apply;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.heddle.testing.Fuzz;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Records' files led by what they reach in the codec: each is read whole or is damage. */
class RecordFuzz {

    static Stream<byte[]> records() {
        byte[] file = RecordCodec.encode(HostileRecordProperties.full());
        byte[] body = Arrays.copyOfRange(file, HostileRecordProperties.HEADER, file.length);
        return Stream.of(Fuzz.chosen(0, body), Fuzz.chosen(1, file));
    }

    @MethodSource("records")
    @FuzzTest
    void recordIsReadOrDamaged(byte[] input) throws Exception {
        if (input.length > 0) {
            byte[] rest = Arrays.copyOfRange(input, 1, input.length);
            HostileRecordProperties.check(input[0] % 2 == 0 ? HostileRecordProperties.sealed(rest) : rest);
        }
    }
}
