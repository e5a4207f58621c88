package dev.heddle.coordinator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Context;
import dev.heddle.coordinator.allocation.Decider;
import dev.heddle.coordinator.allocation.DesiredState;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Rules;
import dev.heddle.coordinator.engine.RecordLoader;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.StoredRecord;
import dev.heddle.coordinator.lifecycle.Lifecycles;
import dev.heddle.testing.ByteMutator;
import dev.heddle.testing.Fuzz;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever lies in an archive, with the right checksum too: it is read or refused, and what is imported is a ledger that
 * a leader can start from.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileArchiveProperties {

    private static final int SEEDS = 60;
    private static final int MUTATIONS = 30;
    private static final long ALLOWANCE = 32L << 20;
    private static final long ALLOWANCE_PER_BYTE = 1_000;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final JsonRecordCodec codec = new JsonRecordCodec();
    private final Decider decider = new Decider(new Rules(
            Lifecycles.computeDomains(),
            Lifecycles.domains(),
            Rules.DEFAULT_PATIENCE,
            Rules.DEFAULT_MAX_COMPUTE_DOMAINS));

    static LongStream seeds() {
        return Fuzz.seeds(SEEDS);
    }

    private static List<String> tokens() {
        List<String> tokens = new ArrayList<>(ByteMutator.NUMBERS);
        tokens.addAll(List.of("{", "}", "[", "]", ":", ",", "\"", "\\\"", "null", "true", "UNIT", "COMPUTE_DOMAIN"));
        tokens.addAll(List.of("PENDING", "RELEASING", "ORPHANED", "P1D", "PT-1S", "P999999999D", "+1000000000-12-31"));
        tokens.addAll(List.of("T23:59:59Z", "\\\\u0000", "[".repeat(1_500), "\u0000", "größer"));
        return tokens;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void damagedArchiveIsRefusedOrALedgerToStartFrom(long seed) throws Exception {
        Random random = new Random(seed);
        List<String> whole = archive(seed).lines();
        ByteMutator mutator = new ByteMutator(random, tokens());
        for (int i = 0; i < MUTATIONS; i++) {
            List<String> lines = new ArrayList<>(whole.subList(0, whole.size() - 1));
            int at = random.nextInt(lines.size());
            String line =
                    new String(mutator.mutate(lines.get(at).getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
            lines.remove(at);
            // As a file is read: a line feed in it makes two lines.
            lines.addAll(at, line.lines().toList());
            long length = lines.stream().mapToLong(String::length).sum();
            List<String> sealed = sealed(lines);
            assertThat(Fuzz.allocated(() -> take(sealed)))
                    .as("bytes allocated for an archive of %d characters", length)
                    .isLessThan(ALLOWANCE + ALLOWANCE_PER_BYTE * length);
        }
    }

    @Test
    void epochThatNoOtherCouldFollowIsRefused() throws Exception {
        List<String> lines = new ArrayList<>(archive(1).lines());
        lines.removeLast();
        lines.set(0, lines.getFirst().replaceAll("\"epoch\":\\d+", "\"epoch\":" + Long.MAX_VALUE));
        assertThat(LedgerArchive.read(sealed(lines))).isInstanceOf(LedgerArchive.Reading.Damaged.class);
    }

    private LedgerArchive archive(long seed) {
        RandomRecords records = new RandomRecords(seed);
        List<StoredRecord> stored = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            var unit = records.unit();
            stored.add(new StoredRecord(new RecordKey(Kind.UNIT, unit.id().value()), 1, 3, codec.encode(unit)));
            var computeDomain = records.computeDomain();
            stored.add(new StoredRecord(
                    new RecordKey(Kind.COMPUTE_DOMAIN, computeDomain.uid().value()),
                    2,
                    3,
                    codec.encode(computeDomain)));
        }
        return new LedgerArchive(new ClusterId("cluster-1"), 7, stored);
    }

    private static List<String> sealed(List<String> lines) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        List<String> counted = new ArrayList<>(lines);
        counted.set(0, counted.getFirst().replaceFirst("\"records\":\\d+", "\"records\":" + (lines.size() - 1)));
        for (String line : counted) {
            sha.update(line.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) '\n');
        }
        counted.add("{\"sha256\":\"" + HexFormat.of().formatHex(sha.digest()) + "\"}");
        return counted;
    }

    private void take(List<String> lines) {
        switch (LedgerArchive.read(lines)) {
            case LedgerArchive.Reading.Damaged(String reason) ->
                assertThat(reason).isNotBlank();
            case LedgerArchive.Reading.Whole(LedgerArchive archive) -> start(archive);
        }
    }

    /** Only what is sound is imported; a leader then stamps every record and looks round, and must be able to write. */
    private void start(LedgerArchive archive) {
        Ledger.Contents contents = new Ledger.Contents(archive.epoch(), archive.records());
        if (!LedgerCheck.findings(contents, codec).isEmpty()) {
            return;
        }
        List<StoredRecord> records = new LedgerImport(codec).behind(archive.records(), List.of());
        long epoch = archive.epoch() + 1;
        assertThat(epoch).isPositive();
        Image image = new RecordLoader(codec).load(archive.clusterId(), epoch, new Ledger.Contents(epoch, records));
        AtomicLong ids = new AtomicLong();
        Context context = new Context(NOW, () -> "id-" + ids.incrementAndGet());
        for (Command command : List.of(new Command.TakeOver(false), new Command.Tick(true))) {
            image = decider.decide(image, command, context).after();
        }
        for (var unit : image.units().values()) {
            codec.encode(unit.unit());
            assertThat(unit.unit().nodes().values()).allMatch(node -> node.generation() > 0);
            for (var node : unit.unit().nodes().keySet()) {
                DesiredState.of(image, node);
            }
        }
        for (var computeDomain : image.computeDomains().values()) {
            codec.encode(computeDomain.computeDomain());
        }
    }
}
