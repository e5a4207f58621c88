package dev.heddle.agent.probe.capture;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
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
                chosen(0, HostileCaptureProperties.resource("tray.xml")),
                chosen(1, HostileCaptureProperties.resource("imex.json")));
    }

    private static byte[] chosen(int which, byte[] rest) {
        byte[] input = new byte[rest.length + 1];
        input[0] = (byte) which;
        System.arraycopy(rest, 0, input, 1, rest.length);
        return input;
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
                Files.createDirectories(folder),
                xml ? rest : HostileCaptureProperties.resource("tray.xml"),
                xml ? HostileCaptureProperties.resource("imex.json") : rest);
    }
}
