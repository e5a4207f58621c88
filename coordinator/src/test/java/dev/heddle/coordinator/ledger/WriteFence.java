package dev.heddle.coordinator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.Outcome;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.StoredRecord;
import dev.heddle.coordinator.engine.port.Ledger.Verdict;
import dev.heddle.coordinator.engine.port.Ledger.Write;
import dev.heddle.testing.Combinations;
import dev.heddle.testing.Than;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a write lands, in every combination of what the ledger looks at. */
final class WriteFence {

    static final long EPOCH = 5;
    static final int COMBINATIONS = 84;

    private static final long VERSION = 3;

    private WriteFence() {}

    /** Version that a writer expects. */
    enum Expects {
        NO_RECORD(0),
        AN_OLDER(VERSION - 1),
        THE_SAME(VERSION),
        A_NEWER(VERSION + 1);

        private final long version;

        Expects(long version) {
            this.version = version;
        }
    }

    /** A write, as it stands to what is stored. */
    record Attempt(Than epoch, boolean stored, Expects expects, boolean erases, boolean skipsAVersion) {

        RecordKey key() {
            return new RecordKey(Kind.UNIT, toString());
        }

        long storedVersion() {
            return stored ? VERSION : 0;
        }

        long newVersion() {
            return expects.version + (skipsAVersion ? 2 : 1);
        }

        Write write() {
            return new Write(key(), expects.version, newVersion(), erases ? Optional.empty() : bytes("new"));
        }

        /** Erasing what must not exist is no write. */
        boolean isWrite() {
            return !erases || expects != Expects.NO_RECORD;
        }

        /** Under the stored epoch alone, on exactly the version that is stored. */
        Outcome outcome() {
            if (epoch != Than.EQUAL) {
                return new Outcome.Deposed(EPOCH);
            }
            boolean asExpected = expects.version == storedVersion();
            return new Outcome.Done(
                    List.of(asExpected ? new Verdict.Committed() : new Verdict.Conflict(storedVersion())));
        }

        /** What is stored afterwards. */
        String left() {
            if (epoch == Than.EQUAL && expects.version == storedVersion()) {
                return erases ? "nothing" : "new in version " + newVersion() + " under 5";
            }
            return stored ? "old in version 3 under 5" : "nothing";
        }
    }

    private static Optional<byte[]> bytes(String text) {
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Tries each on a ledger of epoch {@link #EPOCH}; returns how many there were. */
    static int check(Ledger ledger) {
        List<Attempt> attempts =
                Combinations.of(Attempt.class).stream().filter(Attempt::isWrite).toList();
        List<Write> before = new ArrayList<>();
        attempts.stream()
                .filter(Attempt::stored)
                .forEach(attempt -> before.add(new Write(attempt.key(), 0, VERSION, bytes("old"))));
        assertThat(ledger.commit(EPOCH, before)).isInstanceOf(Outcome.Done.class);
        for (Attempt attempt : attempts) {
            assertThat(ledger.commit(attempt.epoch().of(EPOCH), List.of(attempt.write())))
                    .as(attempt.toString())
                    .isEqualTo(attempt.outcome());
            assertThat(ledger.read(attempt.key()).map(WriteFence::told).orElse("nothing"))
                    .as(attempt.toString())
                    .isEqualTo(attempt.left());
        }
        return attempts.size();
    }

    private static String told(StoredRecord record) {
        String body = new String(record.body(), StandardCharsets.UTF_8);
        return body + " in version " + record.version() + " under " + record.epoch();
    }
}
