package dev.heddle.coordinator.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.heddle.coordinator.jdbc.LedgerDatabase.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What opening the database says when it cannot be used. */
class LedgerDatabaseIT {

    private static final Credentials CREDENTIALS = new Credentials("heddle", "secret");

    @TempDir
    private Path folder;

    private LedgerDatabase open() {
        return LedgerDatabase.open(LedgerSettings.fileUrl(folder), CREDENTIALS, "heddle-test");
    }

    @Test
    void newerSchemaRefusesToStartAndNamesTheWayBack() throws SQLException {
        try (Connection connection = open().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO heddle_schema (version) VALUES (999)");
        }

        assertThatExceptionOfType(LedgerStartException.class)
                .isThrownBy(this::open)
                .withMessageContaining("schema version 999")
                .satisfies(e -> assertThat(e.action()).contains("heddle ledger import"));
    }

    @Test
    void openingAgainKeepsTheSchema() throws SQLException {
        open();
        try (Connection connection = open().connect()) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void damagedFileIsNamedWithAWayOut() throws IOException {
        open();
        Path file = folder.resolve("heddle.mv.db");
        Files.write(file, new byte[64 * 1024]);

        assertThatExceptionOfType(LedgerStartException.class)
                .isThrownBy(this::open)
                .withMessageContaining(folder.toString())
                .satisfies(e -> assertThat(e.action()).contains("heddle ledger import"))
                .satisfies(e -> assertThat(e.passes()).isFalse());
    }

    @Test
    void wrongPasswordIsNamed() throws SQLException {
        try (Connection open = open().connect()) {
            assertThat(open.isValid(1)).isTrue();
            assertThatExceptionOfType(LedgerStartException.class)
                    .isThrownBy(() -> LedgerDatabase.open(
                            LedgerSettings.fileUrl(folder), new Credentials("heddle", "other"), "heddle-test"))
                    .withMessageContaining("password");
        }
    }

    @Test
    void serverThatDoesNotAnswerMayStillCome() {
        for (String url : List.of("jdbc:postgresql://127.0.0.1:1/x", "jdbc:h2:tcp://127.0.0.1:1/x")) {
            assertThatExceptionOfType(LedgerStartException.class)
                    .isThrownBy(() -> LedgerDatabase.open(url, CREDENTIALS, "heddle-test"))
                    .withMessageContaining("127.0.0.1:1")
                    .satisfies(e -> assertThat(e.passes()).isTrue());
        }
    }

    @Test
    void unsupportedDatabaseIsRefused() {
        assertThatExceptionOfType(LedgerStartException.class)
                .isThrownBy(() -> LedgerDatabase.open("jdbc:mysql://x/y", CREDENTIALS, "heddle-test"))
                .satisfies(e -> assertThat(e.action()).contains("jdbc:postgresql"));
    }

    @Test
    void passwordFileThatIsMissingIsNamed() {
        LedgerSettings settings =
                new LedgerSettings(null, "heddle", folder.resolve("none"), folder, Duration.ofSeconds(1));

        assertThatExceptionOfType(LedgerStartException.class)
                .isThrownBy(settings::credentials)
                .withMessageContaining("none");
    }

    @Test
    void firstLineOfThePasswordFileIsThePassword() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "secret\nrest");
        LedgerSettings settings = new LedgerSettings(null, "heddle", file, folder, Duration.ofSeconds(1));

        assertThat(settings.credentials()).isEqualTo(CREDENTIALS);
        assertThat(settings.credentials().toString()).doesNotContain("secret");
    }

    @Test
    void replicasThatStartAtOnceMakeOneSchema() {
        List<CompletableFuture<LedgerDatabase>> replicas = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::open))
                .toList();

        assertThat(replicas).allSatisfy(replica -> assertThat(replica.join()).isNotNull());
    }

    @Test
    void startFailureIsShownAsProblemAndAction() {
        FailureAnalysis analysis = new LedgerFailureAnalyzer()
                .analyze(new IllegalStateException(new LedgerStartException("It is broken.", "Mend it.")));

        assertThat(analysis)
                .extracting(FailureAnalysis::getDescription, FailureAnalysis::getAction)
                .containsExactly("It is broken.", "Mend it.");
    }
}
