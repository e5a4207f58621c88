package dev.heddle.coordinator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.heddle.coordinator.engine.port.Ledger.LedgerUnavailableException;
import dev.heddle.coordinator.engine.port.Ledger.Outcome;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.StoredRecord;
import dev.heddle.coordinator.engine.port.Ledger.Write;
import dev.heddle.coordinator.jdbc.LedgerStartException;
import dev.heddle.testing.Component;
import dev.heddle.testing.RequiresComponent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nothing that was acknowledged is lost by kill -9, and nothing is half there. */
class KillIT {

    private static final int KILLS = 4;
    private static final int ACKS_BEFORE_KILL = 40;

    @Test
    void killOfTheProcessThatHoldsTheH2FileLosesNothing() throws IOException, InterruptedException {
        try (TestDatabase database = TestDatabase.h2File()) {
            int acknowledged = -1;
            for (int kill = 0; kill < KILLS; kill++) {
                acknowledged = writeInChildUntilKilled(database, acknowledged + 2);
                acknowledged = Math.max(acknowledged, check(database, acknowledged));
            }
        }
    }

    /** Starts at {@code from}, as the batch before may have been written without an acknowledgement. */
    private static int writeInChildUntilKilled(TestDatabase database, int from)
            throws IOException, InterruptedException {
        Process child = child(database, from);
        int last = -1;
        try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
            for (int acks = 0; acks < ACKS_BEFORE_KILL; acks++) {
                last = acknowledged(lines.readLine());
            }
            assertThatExceptionOfType(LedgerStartException.class)
                    .as("two processes in one file")
                    .isThrownBy(() -> database.ledger("heddle-second"))
                    .withMessageContaining("Another process");
            child.toHandle().destroyForcibly(); // Process.destroyForcibly would close the stream as well.
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line.startsWith("ack ") ? acknowledged(line) : last;
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        return last;
    }

    private static int acknowledged(String line) {
        assertThat(line).startsWith("ack ");
        return Integer.parseInt(line.substring("ack ".length()));
    }

    private static Process child(TestDatabase database, int from) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LedgerWriterMain.class.getName(),
                        database.url(),
                        database.credentials().user(),
                        database.credentials().password(),
                        Integer.toString(from))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Every acknowledged batch is there, every batch is whole; returns the last that is there. */
    private static int check(TestDatabase database, int acknowledged) {
        try (JdbcLedger ledger = database.ledger("heddle-check")) {
            Map<RecordKey, StoredRecord> stored =
                    ledger.load().records().stream().collect(Collectors.toMap(StoredRecord::key, Function.identity()));
            int last = -1;
            for (int batch = 0; batch <= acknowledged + 1; batch++) {
                if (stored.containsKey(LedgerWriterMain.key(batch, 0))) {
                    last = batch;
                    for (int i = 0; i < LedgerWriterMain.WRITES; i++) {
                        byte[] body = LedgerWriterMain.body(batch, i);
                        assertThat(Optional.ofNullable(stored.get(LedgerWriterMain.key(batch, i))))
                                .hasValueSatisfying(
                                        record -> assertThat(record.body()).isEqualTo(body));
                    }
                }
            }
            assertThat(last).isGreaterThanOrEqualTo(acknowledged);
            return last;
        }
    }

    @Test
    void killOfTheH2ServerLosesNothing() throws IOException, InterruptedException {
        try (TestDatabase database = TestDatabase.h2Server()) {
            killServerWhileWriting(database);
        }
    }

    @Test
    @RequiresComponent(Component.POSTGRES_BINARIES)
    void killOfPostgresLosesNothing() throws IOException, InterruptedException {
        try (TestDatabase database = TestDatabase.postgres()) {
            killServerWhileWriting(database);
        }
    }

    private static void killServerWhileWriting(TestDatabase database) throws IOException, InterruptedException {
        AtomicInteger acknowledged = new AtomicInteger(-1);
        AtomicBoolean going = new AtomicBoolean(true);
        Thread writer = Thread.startVirtualThread(() -> write(database, acknowledged, going));
        for (int kill = 0; kill < KILLS; kill++) {
            int before = acknowledged.get();
            await().until(() -> acknowledged.get() > before + ACKS_BEFORE_KILL);
            database.kill();
            database.restart();
        }
        going.set(false);
        writer.join();
        check(database, acknowledged.get());
    }

    private static void write(TestDatabase database, AtomicInteger acknowledged, AtomicBoolean going) {
        try (JdbcLedger ledger = database.ledger("heddle-writer")) {
            for (int batch = 0; going.get(); ) {
                try {
                    Outcome outcome = ledger.commit(0, LedgerWriterMain.batch(batch));
                    if (outcome instanceof Outcome.Done) {
                        acknowledged.set(batch);
                        batch++;
                    }
                } catch (LedgerUnavailableException e) {
                    // The server is down; the same batch again. If it was written after all, it conflicts, which is
                    // an answer as well.
                    Thread.yield();
                }
            }
        }
    }

    @Test
    void fileStaysBoundedWhileRecordsAreRewritten() throws IOException {
        int commits = 600;
        try (TestDatabase database = TestDatabase.h2File();
                JdbcLedger ledger = database.ledger("heddle-writer")) {
            rewrite(ledger, 0, commits);
            long first = size(database);
            long last = first;
            for (int burst = 1; burst < 4; burst++) {
                // Space that is no longer used becomes free after the retention time.
                await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
                rewrite(ledger, burst * commits, commits);
                last = size(database);
            }
            assertThat(last).as("after four times as many commits").isLessThan(2 * first);
        }
    }

    private static long size(TestDatabase database) {
        return database.folder().resolve("heddle.mv.db").toFile().length();
    }

    private static void rewrite(JdbcLedger ledger, int version, int commits) {
        for (int i = 0; i < commits; i++) {
            byte[] body = new byte[8000];
            new Random(version + i).nextBytes(body);
            List<Write> writes =
                    List.of(new Write(LedgerWriterMain.key(0, 0), version + i, version + i + 1L, Optional.of(body)));
            assertThat(ledger.commit(0, writes)).isInstanceOf(Outcome.Done.class);
        }
    }
}
