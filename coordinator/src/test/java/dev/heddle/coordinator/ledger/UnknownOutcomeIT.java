package dev.heddle.coordinator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.LedgerUnavailableException;
import dev.heddle.coordinator.engine.port.Ledger.Outcome;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.Verdict;
import dev.heddle.coordinator.engine.port.Ledger.Write;
import dev.heddle.coordinator.jdbc.LedgerDatabase;
import dev.heddle.testing.Component;
import dev.heddle.testing.RequiresComponent;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A connection that breaks around a commit: the ledger says what it knows, and no more. */
@RequiresComponent(Component.POSTGRES_BINARIES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnknownOutcomeIT {

    private static final Write FIRST = write(0, 1);

    private TestDatabase database;
    private FlakyProxy proxy;
    private JdbcLedger ledger;

    @BeforeAll
    void startDatabase() throws IOException {
        database = TestDatabase.postgres();
    }

    @AfterAll
    void stopDatabase() throws IOException {
        database.close();
    }

    @BeforeEach
    void connectThroughProxy() throws IOException {
        int port = URI.create(database.url().substring("jdbc:".length())).getPort();
        proxy = new FlakyProxy(port);
        LedgerDatabase through = LedgerDatabase.open(
                database.url().replace(":" + port, ":" + proxy.port()), database.credentials(), "heddle-test");
        ledger = JdbcLedger.open(through, new ClusterId("c"));
        ledger.read(FIRST.key())
                .ifPresent(record -> ledger.commit(
                        0, List.of(new Write(FIRST.key(), record.version(), record.version() + 1, Optional.empty()))));
    }

    @AfterEach
    void disconnect() {
        proxy.close();
        ledger.close();
    }

    private static Write write(long expected, long next) {
        return new Write(new RecordKey(Kind.UNIT, "u"), expected, next, Optional.of(new byte[] {1, 2, 3}));
    }

    @Test
    void lostAnswerToACommitIsUnknownAndRewritingSettlesIt() {
        proxy.mode(FlakyProxy.Mode.CUT_AFTER_COMMIT);
        assertThat(ledger.commit(0, List.of(FIRST))).isInstanceOf(Outcome.Unknown.class);

        proxy.mode(FlakyProxy.Mode.PASS);
        assertThat(ledger.commit(0, List.of(write(0, 2))))
                .isEqualTo(new Outcome.Done(List.of(new Verdict.Conflict(1))));
    }

    @Test
    void commitThatNeverArrivedIsUnknownTooAndRewritingSettlesIt() {
        proxy.mode(FlakyProxy.Mode.CUT_BEFORE_COMMIT);
        assertThat(ledger.commit(0, List.of(FIRST))).isInstanceOf(Outcome.Unknown.class);

        proxy.mode(FlakyProxy.Mode.PASS);
        assertThat(ledger.commit(0, List.of(write(0, 2))))
                .isEqualTo(new Outcome.Done(List.of(new Verdict.Committed())));
    }

    @Test
    void storeThatDoesNotAnswerIsUnavailableAndNothingWasWritten() {
        proxy.close();

        assertThatExceptionOfType(LedgerUnavailableException.class).isThrownBy(() -> ledger.commit(0, List.of(FIRST)));
        assertThatExceptionOfType(LedgerUnavailableException.class).isThrownBy(ledger::load);
        try (JdbcLedger direct = database.ledger("heddle-direct")) {
            assertThat(direct.read(FIRST.key())).isEmpty();
        }
    }
}
