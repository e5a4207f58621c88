package dev.heddle.agent.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.wire.WireBytes;
import dev.heddle.contract.wire.WireFormatException;
import dev.heddle.testing.ByteMutator;
import dev.heddle.testing.Fuzz;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever lies in a capture's files, the probe makes a report that the wire carries, or says what is wrong, and spends
 * memory in proportion to the files.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileCaptureProperties {

    private static final int SEEDS = 40;
    private static final int MUTATIONS = 50;

    /** What one reading may allocate, whatever is in the files, and for each byte of them. */
    private static final long ALLOWANCE = 24L << 20;

    private static final long ALLOWANCE_PER_BYTE = 1_000;

    private static final List<String> XML = tokens(
            "<gpu>",
            "</gpu>",
            "<a>",
            "</a>",
            "<a/>",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "&lt;",
            "&x;",
            "&#0;",
            "&#x1F600;",
            "<?xml version=\"1.1\"?>",
            "<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y \"&x;&x;&x;&x;\">]>",
            "<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;",
            "xmlns:a=\"b\"",
            "N/A",
            "GPU is lost",
            "Completed",
            " MiB",
            "\u0000",
            "\uFEFF",
            "größer",
            "encoding=\"UTF-16\"",
            "<b>".repeat(40),
            "<" + "n".repeat(900) + ">",
            "x".repeat(2_000));

    private static final List<String> JSON = tokens(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "null",
            "true",
            "{}",
            "\"nodes\":",
            "\"connections\":",
            "\"hostName\":\"\"",
            "\"host\":",
            "\"10.20.0.1\"",
            "\\ud800",
            "\\u0000",
            "\"version\":\"" + "v".repeat(2_000) + "\"",
            "[".repeat(2_000),
            "{\"a\":".repeat(300),
            "\uFEFF");

    @TempDir
    Path folder;

    private static List<String> tokens(String... words) {
        List<String> tokens = new ArrayList<>(ByteMutator.NUMBERS);
        tokens.addAll(List.of(words));
        return tokens;
    }

    static LongStream seeds() {
        return Fuzz.seeds(SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void damagedCaptureIsReadOrRefusedAtACostInProportion(long seed) throws Exception {
        Random random = new Random(seed);
        ByteMutator xml = new ByteMutator(random, XML);
        ByteMutator json = new ByteMutator(random, JSON);
        byte[] tray = resource("tray.xml");
        byte[] imex = resource("imex.json");
        for (int i = 0; i < MUTATIONS; i++) {
            boolean first = random.nextBoolean();
            check(first ? xml.mutate(tray) : tray, first ? imex : json.mutate(imex));
        }
    }

    @Test
    void longNamesOfNestedElementsDoNotMultiply() throws Exception {
        StringBuilder text = new StringBuilder("<nvidia_smi_log>");
        for (int depth = 0; depth < SmiElements.MAX_DEPTH - 2; depth++) {
            text.append("<").append("n".repeat(900)).append(">");
        }
        for (int i = 0; i < SmiElements.MAX_TEXTS - 100; i++) {
            text.append("<a").append(i).append("/>");
        }
        check(text.toString().getBytes(StandardCharsets.UTF_8), resource("imex.json"));
    }

    @Test
    void textsThatTheWireRefusesAreRefusedHere() throws Exception {
        String tray = new String(resource("tray.xml"), StandardCharsets.UTF_8);
        byte[] imex = resource("imex.json");
        check(tray.replace("595.71.05", "5".repeat(2_000)).getBytes(StandardCharsets.UTF_8), imex);
        check(tray.replace("1821000000009", "18 21").getBytes(StandardCharsets.UTF_8), imex);
        String version = new String(imex, StandardCharsets.UTF_8).replace("595.71", "5".repeat(2_000));
        check(tray.getBytes(StandardCharsets.UTF_8), version.getBytes(StandardCharsets.UTF_8));
    }

    /** Which the parser of the JDK answers with a fault of its own. */
    @Test
    void charactersThatADocumentTypeMayNotHaveAreRefused() throws Exception {
        check("<!DOCTYPE a [ \u0000 ]><a/>".getBytes(StandardCharsets.UTF_8), resource("imex.json"));
    }

    @Test
    void morePeersThanAnImexDomainHasAreRefused() throws Exception {
        StringBuilder connections = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            connections
                    .append(i == 0 ? "" : ",")
                    .append("\"")
                    .append(i)
                    .append("\":{\"host\":\"10.0.0.")
                    .append(i)
                    .append("\",\"status\":\"CONNECTED\"}");
        }
        String json = "{\"nodes\":{\"0\":{\"status\":\"READY\",\"host\":\"10.20.0.1\",\"connections\":{" + connections
                + "}}}}";
        check(resource("tray.xml"), json.getBytes(StandardCharsets.UTF_8));
    }

    private void check(byte[] tray, byte[] imex) throws Exception {
        check(folder, tray, imex);
    }

    /** They become a report that the wire carries, or are refused, at a cost in proportion. */
    static void check(Path folder, byte[] tray, byte[] imex) throws Exception {
        Path smiFile = Files.write(folder.resolve("tray.xml"), tray);
        Path imexFile = Files.write(folder.resolve("imex.json"), imex);
        CaptureSettings settings = new CaptureSettings(
                smiFile,
                Optional.of(imexFile),
                "10.20.0.1",
                Map.of(),
                "",
                "arm64",
                OptionalInt.empty(),
                new BootId("boot-1"));
        long allowed = ALLOWANCE + ALLOWANCE_PER_BYTE * (tray.length + imex.length);
        assertThat(Fuzz.allocated(() -> read(settings), allowed))
                .as("bytes allocated for files of %d and %d bytes", tray.length, imex.length)
                .isLessThan(allowed);
    }

    private static void read(CaptureSettings settings) throws WireFormatException {
        NodeReport report;
        try {
            report = new CaptureProbe(settings).observe();
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        NodeReport carried = WireBytes.report(WireBytes.encode(report));
        assertThat(carried.gpus()).hasSameSizeAs(report.gpus());
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = HostileCaptureProperties.class.getResourceAsStream("/captures/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
