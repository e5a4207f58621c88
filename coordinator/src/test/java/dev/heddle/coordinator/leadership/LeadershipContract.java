package dev.heddle.coordinator.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.Outcome;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.StoredRecord;
import dev.heddle.coordinator.engine.port.Ledger.Verdict;
import dev.heddle.coordinator.engine.port.Ledger.Write;
import dev.heddle.coordinator.jdbc.LedgerDatabase;
import dev.heddle.coordinator.ledger.JdbcLedger;
import dev.heddle.coordinator.ledger.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What leadership has to do on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LeadershipContract {

    private static final RecordKey KEY = new RecordKey(Kind.UNIT, "u");

    private TestDatabase server;
    private LedgerDatabase database;

    abstract TestDatabase start() throws IOException;

    @BeforeAll
    void startDatabase() throws IOException {
        server = start();
    }

    @AfterAll
    void stopDatabase() throws IOException {
        server.close();
    }

    @BeforeEach
    void clear() throws SQLException {
        database = server.open("heddle-admin");
        execute("DELETE FROM heddle_lease");
        execute("DELETE FROM heddle_record");
        execute("UPDATE heddle_epoch SET epoch = 0");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long storedEpoch() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT epoch FROM heddle_epoch WHERE id = 1")) {
            row.next();
            return row.getLong(1);
        }
    }

    private TestReplica replica(String name) {
        return new TestReplica(database, name);
    }

    @Test
    void firstLeaderRaisesTheEpochBeforeItIsElected() throws SQLException {
        try (TestReplica a = replica("a").started()) {
            await().until(a::leads);

            assertThat(a.epoch()).isEqualTo(1);
            assertThat(storedEpoch()).isEqualTo(1);
        }
    }

    @Test
    void standbyTakesOverAfterAReleaseAndKnowsTheLeaderBefore() throws SQLException {
        try (TestReplica a = replica("a").started()) {
            await().until(a::leads);
            try (TestReplica b = replica("b").started()) {
                await().until(() -> b.leadership().view().leader().equals(Optional.of("a")));
                assertThat(b.leadership().view().restAddress()).contains("http://a");
                assertThat(b.leadership().view().epoch()).isEqualTo(1);
                assertThat(b.leads()).isFalse();

                a.release();
                await().until(b::leads);
                assertThat(b.epoch()).isEqualTo(2);
                assertThat(storedEpoch()).isEqualTo(2);
            }
        }
    }

    @Test
    void stoppedLeaderIsDeposedAndGivesTheLeaseBack() {
        try (TestReplica b = replica("b")) {
            try (TestReplica a = replica("a").started()) {
                await().until(a::leads);
                a.leadership().stop();
                assertThat(a.told()).containsExactly("elected 1", "deposed");
            }
            b.started();
            await().until(b::leads);
        }
    }

    @Test
    void hungEngineLosesItsLease() {
        try (TestReplica a = replica("a").started()) {
            await().until(a::leads);
            try (TestReplica b = replica("b").started()) {
                a.hang(true);
                await().until(b::leads);

                assertThat(a.told()).containsExactly("elected 1", "deposed");
                assertThat(b.epoch()).isEqualTo(2);
            }
        }
    }

    @Test
    void turningEngineKeepsItsLeaseForManyTerms() {
        try (TestReplica a = replica("a").started();
                TestReplica b = replica("b")) {
            await().until(a::leads);
            b.started();
            await().pollDelay(TestReplica.TERMS.lease().multipliedBy(3)).until(() -> true);

            assertThat(a.told()).containsExactly("elected 1");
            assertThat(b.told()).isEmpty();
        }
    }

    @Test
    void leaderPausedInsideATransactionDoesNotBlockItsSuccessor() throws SQLException {
        try (TestReplica a = replica("a").started();
                Connection paused = database.withSessionName("heddle-a").connect();
                Statement statement = paused.createStatement()) {
            await().until(a::leads);
            paused.setAutoCommit(false);
            statement.execute("SELECT epoch FROM heddle_epoch WHERE id = 1 FOR UPDATE");
            statement.execute("UPDATE heddle_lease SET counter = counter WHERE id = 1");
            a.hang(true);
            try (TestReplica b = replica("b").started()) {
                await().until(b::leads);

                assertThat(storedEpoch()).isGreaterThanOrEqualTo(2);
            }
        }
    }

    @Test
    void epochSurvivesTheDeletionOfTheLease() throws SQLException {
        try (TestReplica a = replica("a").started()) {
            await().until(a::leads);
            execute("DELETE FROM heddle_lease");

            await().until(() -> a.told().contains("elected 2"));
            assertThat(a.told()).containsExactly("elected 1", "deposed", "elected 2");
        }
    }

    @Test
    void epochIsRaisedAboveWhatAnAgentHasSeen() throws SQLException {
        try (TestReplica a = replica("a").started()) {
            await().until(a::leads);

            assertThat(a.leadership().raiseEpochAbove(41)).contains(42L);
            assertThat(a.leadership().raiseEpochAbove(7)).contains(42L);
            assertThat(storedEpoch()).isEqualTo(42);
            await().pollDelay(TestReplica.TERMS.lease()).until(a::leads);
            assertThat(a.told()).containsExactly("elected 1");
        }
    }

    @Test
    void standbyCannotRaiseTheEpoch() throws SQLException {
        try (TestReplica a = replica("a").started();
                TestReplica b = replica("b")) {
            await().until(a::leads);
            b.started();

            assertThat(b.leadership().raiseEpochAbove(41)).isEmpty();
            assertThat(storedEpoch()).isEqualTo(1);
        }
    }

    /** Two replicas write whenever they believe to lead, and hang at random: what is stored never goes back an epoch. */
    @Test
    void neverTwoCanCommit() {
        long seed = 20261125;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        ConcurrentSkipListMap<Long, Long> epochOfVersion = new ConcurrentSkipListMap<>();
        AtomicBoolean going = new AtomicBoolean(true);
        try (TestReplica a = replica("a").started();
                TestReplica b = replica("b").started()) {
            Thread writesA = Thread.startVirtualThread(() -> writeWhile(going, a, "a", epochOfVersion));
            Thread writesB = Thread.startVirtualThread(() -> writeWhile(going, b, "b", epochOfVersion));
            for (int change = 0; change < 4; change++) {
                await().until(() -> a.leads() || b.leads());
                TestReplica leader = a.leads() ? a : b;
                long epoch = Math.max(a.epoch(), b.epoch());
                if (random.nextBoolean()) {
                    leader.hang(true);
                } else {
                    leader.release();
                }
                await().until(() -> Math.max(a.epoch(), b.epoch()) > epoch);
                leader.hang(false);
            }
            await().until(() -> epochOfVersion.containsValue(Math.max(a.epoch(), b.epoch())));
            going.set(false);
            join(writesA);
            join(writesB);
        }
        assertThat(List.copyOf(epochOfVersion.values())).isSorted();
        assertThat(epochOfVersion).isNotEmpty();
        assertThat(epochOfVersion.lastEntry().getValue()).isGreaterThanOrEqualTo(5);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes also a little after it was deposed, as a leader does that does not know it yet. */
    private void writeWhile(
            AtomicBoolean going, TestReplica replica, String name, ConcurrentSkipListMap<Long, Long> epochOfVersion) {
        try (JdbcLedger ledger = server.ledger("heddle-" + name)) {
            long lastEpoch = 0;
            while (going.get()) {
                lastEpoch = Math.max(lastEpoch, replica.epoch());
                if (lastEpoch > 0) {
                    tryWrite(ledger, lastEpoch, epochOfVersion);
                } else {
                    Thread.onSpinWait();
                    Thread.yield();
                }
            }
        }
    }

    private static void tryWrite(JdbcLedger ledger, long epoch, ConcurrentSkipListMap<Long, Long> epochOfVersion) {
        try {
            long version = ledger.read(KEY).map(StoredRecord::version).orElse(0L);
            Write write = new Write(KEY, version, version + 1, Optional.of(new byte[] {1}));
            if (ledger.commit(epoch, List.of(write)) instanceof Outcome.Done(List<Verdict> verdicts)
                    && verdicts.getFirst() instanceof Verdict.Committed) {
                epochOfVersion.put(version + 1, epoch);
            }
        } catch (Ledger.LedgerUnavailableException e) {
            // Its sessions were ended by the successor; it connects again.
        }
    }

    @Test
    void lostDatabaseDeposesInTimeAndItsReturnElectsAgain() throws IOException {
        try (TestReplica a = replica("a").started()) {
            await().until(a::leads);
            if (!canBeKilled()) {
                return;
            }
            server.kill();
            await().until(() -> !a.leads());
            server.restart();

            await().until(a::leads);
            assertThat(a.epoch()).isEqualTo(2);
        }
    }

    boolean canBeKilled() {
        return true;
    }
}
