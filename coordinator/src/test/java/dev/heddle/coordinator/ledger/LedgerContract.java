package dev.heddle.coordinator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.Outcome;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.StoredRecord;
import dev.heddle.coordinator.engine.port.Ledger.Verdict;
import dev.heddle.coordinator.engine.port.Ledger.Write;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every database has to do for the ledger. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LedgerContract {

    private static final Verdict COMMITTED = new Verdict.Committed();

    private TestDatabase database;
    private JdbcLedger ledger;

    abstract TestDatabase start() throws IOException;

    @BeforeAll
    void startDatabase() throws IOException {
        database = start();
    }

    @AfterAll
    void stopDatabase() throws IOException {
        database.close();
    }

    @BeforeEach
    void openLedger() throws SQLException {
        ledger = database.ledger("heddle-test");
        execute("DELETE FROM heddle_record");
        setEpoch(1);
    }

    @AfterEach
    void closeLedger() {
        ledger.close();
    }

    TestDatabase database() {
        return database;
    }

    final void execute(String sql) throws SQLException {
        try (Connection connection = database.open("heddle-test-admin").connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void setEpoch(long epoch) throws SQLException {
        execute("UPDATE heddle_epoch SET epoch = " + epoch);
    }

    private static RecordKey unit(String id) {
        return new RecordKey(Kind.UNIT, id);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Write write(String id, long expected, String body) {
        return new Write(unit(id), expected, expected + 1, Optional.of(bytes(body)));
    }

    private static Write erase(String id, long expected) {
        return new Write(unit(id), expected, expected + 1, Optional.empty());
    }

    private static List<Verdict> verdicts(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).verdicts();
    }

    @Test
    void aBatchOfNoEpochIsRefusedAlsoWhereNobodyHasLedYet() throws SQLException {
        setEpoch(0);
        Outcome outcome = ledger.commit(Ledger.NO_EPOCH, List.of(write("a", 0, "rehearsed")));
        assertThat(outcome).isEqualTo(new Outcome.Deposed(0));
        assertThat(ledger.read(unit("a"))).isEmpty();
    }

    @Test
    void clusterIdStaysThatOfTheFirstReplica() {
        ClusterId first = ledger.clusterId();
        try (JdbcLedger other = database.ledger("heddle-other")) {
            assertThat(other.clusterId()).isEqualTo(first);
        }
    }

    @Test
    void writtenRecordIsReadBackWithVersionAndEpoch() {
        assertThat(verdicts(ledger.commit(1, List.of(write("a", 0, "one"))))).containsExactly(COMMITTED);

        StoredRecord record = ledger.read(unit("a")).orElseThrow();
        assertThat(record.version()).isEqualTo(1);
        assertThat(record.epoch()).isEqualTo(1);
        assertThat(record.body()).isEqualTo(bytes("one"));
        assertThat(ledger.read(new RecordKey(Kind.COMPUTE_DOMAIN, "a"))).isEmpty();
    }

    @Test
    void eachWriteOfABatchGetsItsOwnVerdict() {
        ledger.commit(1, List.of(write("a", 0, "one"), write("b", 0, "one"), write("c", 0, "one")));
        ledger.commit(1, List.of(write("b", 1, "two")));

        Outcome outcome = ledger.commit(
                1,
                List.of(
                        write("a", 1, "two"),
                        write("b", 1, "stale"),
                        erase("c", 1),
                        write("d", 0, "new"),
                        write("b2", 7, "absent"),
                        erase("e", 3)));

        assertThat(verdicts(outcome))
                .containsExactly(
                        COMMITTED,
                        new Verdict.Conflict(2),
                        COMMITTED,
                        COMMITTED,
                        new Verdict.Conflict(0),
                        new Verdict.Conflict(0));
        assertThat(ledger.load().records())
                .extracting(record ->
                        record.key().id() + record.version() + new String(record.body(), StandardCharsets.UTF_8))
                .containsExactly("a2two", "b2two", "d1new");
    }

    @Test
    void insertOfAnExistingRecordIsAConflictThatNamesItsVersion() {
        ledger.commit(1, List.of(write("a", 0, "one")));

        assertThat(verdicts(ledger.commit(1, List.of(write("a", 0, "other"), write("b", 0, "one")))))
                .containsExactly(new Verdict.Conflict(1), COMMITTED);
        assertThat(ledger.read(unit("a")).orElseThrow().body()).isEqualTo(bytes("one"));
    }

    @Test
    void writeLandsOnlyUnderTheStoredEpochAndOnTheVersionThatItExpects() throws SQLException {
        setEpoch(WriteFence.EPOCH);

        assertThat(WriteFence.check(ledger)).isEqualTo(WriteFence.COMBINATIONS);
    }

    @Test
    void higherStoredEpochRefusesTheWholeBatch() throws SQLException {
        setEpoch(5);

        assertThat(ledger.commit(4, List.of(write("a", 0, "one")))).isEqualTo(new Outcome.Deposed(5));
        assertThat(ledger.load().records()).isEmpty();
        assertThat(ledger.load().epoch()).isEqualTo(5);
    }

    @Test
    void lowerStoredEpochMeansAnotherLedgerAndRefusesToo() throws SQLException {
        setEpoch(2);

        assertThat(ledger.commit(4, List.of(write("a", 0, "one")))).isEqualTo(new Outcome.Deposed(2));
    }

    @Test
    void ledgerWithoutRecordsLoadsEmptyWithItsEpoch() {
        assertThat(ledger.load().records()).isEmpty();
        assertThat(ledger.load().epoch()).isEqualTo(1);
    }

    @Test
    void largestRecordComesBackWholeAndALargerOneIsRefusedAlone() {
        byte[] largest = new byte[Ledger.MAX_RECORD_BYTES];
        new Random(7).nextBytes(largest);
        Write fits = new Write(unit("big"), 0, 1, Optional.of(largest));
        Write tooBig = new Write(unit("bigger"), 0, 1, Optional.of(new byte[Ledger.MAX_RECORD_BYTES + 1]));

        List<Verdict> verdicts = verdicts(ledger.commit(1, List.of(fits, tooBig, write("a", 0, "one"))));

        assertThat(verdicts.get(0)).isEqualTo(COMMITTED);
        assertThat(verdicts.get(1)).isInstanceOf(Verdict.Refused.class);
        assertThat(verdicts.get(2)).isEqualTo(COMMITTED);
        assertThat(ledger.read(unit("big")).orElseThrow().body()).isEqualTo(largest);
    }

    @Test
    void damagedRecordComesBackEmptyAndTheOthersWhole() throws SQLException {
        ledger.commit(1, List.of(write("a", 0, "one"), write("b", 0, "one")));
        execute("UPDATE heddle_record SET checksum = checksum + 1 WHERE id = 'a'");

        assertThat(ledger.load().records())
                .extracting(record -> record.body().length)
                .containsExactly(0, 3);
    }

    @Test
    void recordMovedUnderAnotherKeyIsDamaged() throws SQLException {
        ledger.commit(1, List.of(write("a", 0, "one")));
        execute("UPDATE heddle_record SET id = 'z' WHERE id = 'a'");

        assertThat(ledger.read(unit("z")).orElseThrow().body()).isEmpty();
    }

    @Test
    void rulesOfABatchAreChecked() {
        List<Write> tooMany = IntStream.rangeClosed(0, Ledger.MAX_BATCH)
                .mapToObj(i -> write("n" + i, 0, "x"))
                .toList();
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> ledger.commit(1, tooMany));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ledger.commit(1, List.of(write("a", 0, "x"), write("a", 1, "y"))));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ledger.commit(1, List.of(new Write(unit("a"), 3, 3, Optional.empty()))));
    }

    @Test
    void largestBatchIsCommitted() {
        List<Write> writes = IntStream.range(0, Ledger.MAX_BATCH)
                .mapToObj(i -> write("n%03d".formatted(i), 0, "x".repeat(2000)))
                .toList();

        assertThat(verdicts(ledger.commit(1, writes))).hasSize(Ledger.MAX_BATCH).containsOnly(COMMITTED);
        assertThat(ledger.load().records()).hasSize(Ledger.MAX_BATCH);
    }

    @Test
    void compareAndSetHoldsAmongEightWriters() throws Exception {
        int rounds = 25;
        ledger.commit(1, List.of(write("a", 0, "0")));
        CountDownLatch go = new CountDownLatch(1);
        List<CompletableFuture<Integer>> writers = new ArrayList<>();
        for (int w = 0; w < 8; w++) {
            String name = "heddle-writer-" + w;
            writers.add(CompletableFuture.supplyAsync(() -> countTo(rounds, name, go), Thread::startVirtualThread));
        }
        go.countDown();
        int won = writers.stream().mapToInt(CompletableFuture::join).sum();

        assertThat(won).isEqualTo(8 * rounds);
        StoredRecord last = ledger.read(unit("a")).orElseThrow();
        assertThat(last.version()).isEqualTo(8L * rounds + 1);
        assertThat(new String(last.body(), StandardCharsets.UTF_8)).isEqualTo(Integer.toString(8 * rounds));
    }

    /** Adds one to the record, each time from what it read, until it has won so often. */
    private int countTo(int rounds, String name, CountDownLatch go) {
        try (JdbcLedger mine = database.ledger(name)) {
            go.await();
            int won = 0;
            while (won < rounds) {
                StoredRecord seen = mine.read(unit("a")).orElseThrow();
                int next = Integer.parseInt(new String(seen.body(), StandardCharsets.UTF_8)) + 1;
                Outcome outcome = mine.commit(1, List.of(write("a", seen.version(), Integer.toString(next))));
                won += verdicts(outcome).getFirst().equals(COMMITTED) ? 1 : 0;
            }
            return won;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void interruptedCallerDoesNotBreakTheLedger() {
        Thread.currentThread().interrupt();
        Outcome outcome = ledger.commit(1, List.of(write("a", 0, "one")));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(verdicts(outcome)).containsExactly(COMMITTED);
        assertThat(verdicts(ledger.commit(1, List.of(write("b", 0, "one"))))).containsExactly(COMMITTED);
    }

    @Test
    void sessionsOfAReplicaCanBeEndedInTheMiddleOfATransaction() throws SQLException {
        try (Connection paused = database.open("heddle-paused").connect();
                Statement statement = paused.createStatement()) {
            paused.setAutoCommit(false);
            ResultSet row = statement.executeQuery("SELECT epoch FROM heddle_epoch WHERE id = 1 FOR UPDATE");
            assertThat(row.next()).isTrue();

            try (Connection successor = database.open("heddle-successor").connect()) {
                assertThat(database.open("x").dialect().endSessions(successor, "heddle-paused"))
                        .isEqualTo(1);
            }
            setEpoch(2);

            assertThat(ledger.commit(2, List.of(write("a", 0, "one")))).isInstanceOf(Outcome.Done.class);
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> {
                statement.executeUpdate("UPDATE heddle_epoch SET epoch = 1 WHERE id = 1");
                paused.commit();
            });
            assertThat(ledger.load().epoch()).isEqualTo(2);
        }
    }

    @Test
    void ledgerRecoversAfterItsOwnSessionsWereEnded() throws SQLException {
        ledger.commit(1, List.of(write("a", 0, "one")));
        try (Connection successor = database.open("heddle-successor").connect()) {
            assertThat(database.open("x").dialect().endSessions(successor, "heddle-test"))
                    .isGreaterThanOrEqualTo(1);
        }

        try {
            ledger.commit(1, List.of(write("a", 1, "two")));
        } catch (Ledger.LedgerUnavailableException e) {
            assertThat(ledger.read(unit("a")).orElseThrow().version()).isEqualTo(1);
        }
        StoredRecord now = ledger.read(unit("a")).orElseThrow();
        assertThat(verdicts(ledger.commit(1, List.of(write("a", now.version(), "three")))))
                .containsExactly(COMMITTED);
    }

    /** A replica that led before, and leads again, must not fail at its first look into the ledger. */
    @Test
    void sessionsThatWereEndedWhileIdleAreNotMissed() throws SQLException {
        ledger.commit(1, List.of(write("a", 0, "one")));
        ledger.load();
        try (Connection successor = database.open("heddle-successor").connect()) {
            assertThat(database.open("x").dialect().endSessions(successor, "heddle-test"))
                    .isGreaterThanOrEqualTo(2);
        }
        await().pollDelay(Duration.ofMillis(400)).until(() -> true);

        assertThat(ledger.load().records()).hasSize(1);
        assertThat(verdicts(ledger.commit(1, List.of(write("a", 1, "two"))))).containsExactly(COMMITTED);
    }
}
