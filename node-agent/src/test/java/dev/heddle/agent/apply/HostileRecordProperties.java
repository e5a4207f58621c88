package dev.heddle.agent.apply;

import static dev.heddle.agent.testkit.Orders.BOOT;
import static dev.heddle.agent.testkit.Orders.NODE;
import static dev.heddle.agent.testkit.Orders.desired;
import static dev.heddle.agent.testkit.Orders.grant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.agent.testkit.Node;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import dev.heddle.contract.wire.WireBytes;
import dev.heddle.testing.ByteMutator;
import dev.heddle.testing.Fuzz;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever lies in the record's file, whole checksum or not, the agent starts, obeys and says what it holds. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileRecordProperties {

    private static final int SEEDS = 40;
    private static final int MUTATIONS = 100;
    private static final int STARTS = 3;
    private static final long ALLOWANCE = 16L << 20;
    private static final long ALLOWANCE_PER_BYTE = 500;
    static final int HEADER = "heddle-agent-record 1 ".length() + 64 + 1;

    @TempDir
    Path folder;

    static LongStream seeds() {
        return Fuzz.seeds(SEEDS);
    }

    private static List<String> tokens() {
        List<String> tokens = new ArrayList<>(ByteMutator.NUMBERS);
        tokens.addAll(List.of(
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
                "\"held\"",
                "\"desired\"",
                "\"phase\"",
                "\"APPLIED\""));
        tokens.addAll(List.of(
                "\"RELEASING\"",
                "\"AMNESIA\"",
                "\"\"",
                "\"../../etc\"",
                "\\u0000",
                "\\ud800",
                "[".repeat(2_000),
                "\"a\":"));
        return tokens;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void damagedRecordIsReadOrPutAside(long seed) throws Exception {
        Random random = new Random(seed);
        ByteMutator mutator = new ByteMutator(random, tokens());
        byte[] whole = RecordCodec.encode(full());
        byte[] body = Arrays.copyOfRange(whole, HEADER, whole.length);
        for (int i = 0; i < MUTATIONS; i++) {
            // A checksum guards against a torn file, not against one that was written wrong.
            byte[] file = random.nextInt(4) == 0 ? mutator.mutate(whole) : sealed(mutator.mutate(body));
            check(file);
            if (i < STARTS) {
                start(folder.resolve("node-" + i), file);
            }
        }
    }

    /** It is read whole, or is damage, at a cost in proportion. */
    static void check(byte[] file) throws Exception {
        long allowed = ALLOWANCE + ALLOWANCE_PER_BYTE * file.length;
        assertThat(Fuzz.allocated(() -> decode(file), allowed))
                .as("bytes allocated for a record of %d bytes", file.length)
                .isLessThan(allowed);
    }

    private static void decode(byte[] file) {
        try {
            AgentRecord record = RecordCodec.decode(file);
            assertThat(RecordCodec.decode(RecordCodec.encode(record))).isEqualTo(record);
        } catch (RecordCodec.DamagedException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** The agent starts on that file, takes an order and says what it holds in words that the wire carries. */
    private static void start(Path disk, byte[] file) throws Exception {
        Node node = new Node(disk);
        Files.createDirectories(node.state());
        Files.write(node.record(), file);
        try (Applier applier = node.open()) {
            applier.converge();
            applier.order(desired(6, Long.MAX_VALUE >> 2, grant("train", 7, 0, 1)));
            Applied applied = node.applied();
            assertThat(WireBytes.applied(WireBytes.encode(applied))).isEqualTo(applied);
        }
        try (Applier again = node.open()) {
            again.converge();
        }
    }

    @Test
    void recordLargerThanAnyIsNotReadIntoMemory() throws Exception {
        Node node = new Node(folder);
        Files.createDirectories(node.state());
        try (RandomAccessFile file = new RandomAccessFile(node.record().toFile(), "rw")) {
            file.setLength(6L << 30);
        }
        try (Applier applier = node.open()) {
            assertThat(applier.unfinished()).isTrue();
            assertThat(node.applied().record()).isEqualTo(RecordState.AMNESIA);
        }
    }

    @Test
    void nestingDeeperThanAnyRecordIsDamage() throws Exception {
        byte[] deep = ("{\"node\":" + "[".repeat(100_000)).getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> RecordCodec.decode(sealed(deep))).isInstanceOf(RecordCodec.DamagedException.class);
    }

    static byte[] sealed(byte[] body) throws Exception {
        String checksum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        byte[] header = ("heddle-agent-record 1 " + checksum + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] file = Arrays.copyOf(header, header.length + body.length);
        System.arraycopy(body, 0, file, header.length, body.length);
        return file;
    }

    static AgentRecord full() {
        return new AgentRecord(
                NODE,
                BOOT,
                Optional.of(new ClusterId("cluster-a")),
                new Stamp(5, 10),
                "abcdef",
                Optional.of(desired(5, 10, grant("train", 7, 0, 1))),
                true,
                RecordState.INTACT,
                List.of(
                        new HeldEntry(grant("train", 7, 0, 1), Phase.APPLIED),
                        new HeldEntry(grant("old", 3, 2), Phase.RELEASING)));
    }
}
