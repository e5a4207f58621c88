package dev.heddle.agent.probe.capture;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.heddle.testing.Fuzz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Captures' files led by what they reach in the probe: each becomes a report that the wire carries, or is refused. */
class CaptureFuzz {

    @TempDir
    static Path folder;

    static Stream<byte[]> captures() throws IOException {
        return Stream.of(
                Fuzz.chosen(0, HostileCaptureProperties.resource("tray.xml")),
                Fuzz.chosen(1, HostileCaptureProperties.resource("imex.json")));
    }

    @MethodSource("captures")
    @FuzzTest
    void captureIsReadOrRefused(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        boolean xml = input[0] % 2 == 0;
        HostileCaptureProperties.check(
                folder,
                xml ? rest : HostileCaptureProperties.resource("tray.xml"),
                xml ? HostileCaptureProperties.resource("imex.json") : rest);
    }
}
