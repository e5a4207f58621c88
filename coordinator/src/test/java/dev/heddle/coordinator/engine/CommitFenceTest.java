package dev.heddle.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.testing.Combinations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the committer makes of the ledger's answer, in every combination of what it looks at. */
class CommitFenceTest {

    private static final long EPOCH = 5;

    /** What a batch does to a record. */
    enum Change {
        MAKES_IT(0),
        CHANGES_IT(3),
        ERASES_IT(3);

        private final long expected;

        Change(long expected) {
            this.expected = expected;
        }
    }

    /** How often the outcome was unknown before. */
    enum Attempt {
        FIRST,
        SECOND,
        THIRD
    }

    /** The ledger's answer. */
    enum Answer {
        COMMITTED,
        REFUSED,
        DEPOSED,
        UNKNOWN,
        SILENT,
        NO_RECORD,
        AN_OLDER_VERSION,
        THE_FIRST_ATTEMPTS_VERSION,
        THE_SECOND_ATTEMPTS_VERSION,
        THE_THIRD_ATTEMPTS_VERSION,
        A_LATER_VERSION
    }

    /** One batch of one change; more than one may have been decided on the record since it was committed. */
    record Commit(Change change, Attempt attempt, boolean twoChangesInOne, Answer answer) {

        long firstVersion() {
            return change.expected + (twoChangesInOne ? 2 : 1);
        }

        private Batch batch() {
            UnitId id = new UnitId("unit");
            Event.Durable event = change == Change.ERASES_IT
                    ? new Event.UnitErased(id, firstVersion())
                    : new Event.UnitWritten(UnitRecord.empty(id, ClusterUuid.NONE), firstVersion());
            List<Batch.Change> changes = List.of(new Batch.Change(Batch.key(event), change.expected, event));
            return new Batch(List.of(), changes, attempt.ordinal());
        }

        private long found() {
            return switch (answer) {
                case AN_OLDER_VERSION -> Math.max(0, change.expected - 1);
                case THE_FIRST_ATTEMPTS_VERSION -> firstVersion();
                case THE_SECOND_ATTEMPTS_VERSION -> firstVersion() + 1;
                case THE_THIRD_ATTEMPTS_VERSION -> firstVersion() + 2;
                case A_LATER_VERSION -> firstVersion() + 3;
                case COMMITTED, REFUSED, DEPOSED, UNKNOWN, SILENT, NO_RECORD -> 0;
            };
        }

        Ledger.Outcome outcome() {
            return switch (answer) {
                case COMMITTED -> new Ledger.Outcome.Done(List.of(new Ledger.Verdict.Committed()));
                case REFUSED -> new Ledger.Outcome.Done(List.of(new Ledger.Verdict.Refused("full")));
                case DEPOSED -> new Ledger.Outcome.Deposed(EPOCH + 1);
                case UNKNOWN -> new Ledger.Outcome.Unknown("no answer");
                case SILENT -> throw new Ledger.LedgerUnavailableException("away", new IllegalStateException());
                case NO_RECORD,
                        AN_OLDER_VERSION,
                        THE_FIRST_ATTEMPTS_VERSION,
                        THE_SECOND_ATTEMPTS_VERSION,
                        THE_THIRD_ATTEMPTS_VERSION,
                        A_LATER_VERSION -> new Ledger.Outcome.Done(List.of(new Ledger.Verdict.Conflict(found())));
            };
        }

        /** What an attempt before this one, whose outcome was unknown, would have left. */
        boolean isOurs() {
            List<Long> left = new ArrayList<>();
            for (int before = 0; before < attempt.ordinal(); before++) {
                left.add(change == Change.ERASES_IT ? 0 : firstVersion() + before);
            }
            return left.contains(found());
        }

        String mustEnd() {
            return switch (answer) {
                case COMMITTED -> "Committed";
                case REFUSED -> "Failed";
                case DEPOSED -> "Deposed";
                case UNKNOWN, SILENT -> "Unknown";
                case NO_RECORD,
                        AN_OLDER_VERSION,
                        THE_FIRST_ATTEMPTS_VERSION,
                        THE_SECOND_ATTEMPTS_VERSION,
                        THE_THIRD_ATTEMPTS_VERSION,
                        A_LATER_VERSION -> isOurs() ? "Committed" : "Failed";
            };
        }
    }

    @Test
    void conflictIsOursOnlyWithWhatAnAttemptBeforeWouldHaveLeft() {
        List<Commit> all = Combinations.of(Commit.class);
        assertThat(all).hasSize(198);
        for (Commit commit : all) {
            OneAnswer ledger = new OneAnswer(commit);
            Committer.Result result =
                    new Committer(ledger, new MemoryLedger(Optional.empty())).commit(EPOCH, commit.batch());
            assertThat(result.end().getClass().getSimpleName())
                    .as(commit.toString())
                    .isEqualTo(commit.mustEnd());
            assertThat(ledger.asked).as(commit.toString()).singleElement().satisfies(write -> {
                assertThat(write.expectedVersion()).isEqualTo(commit.change().expected);
                assertThat(write.newVersion())
                        .isEqualTo(commit.firstVersion() + commit.attempt().ordinal());
            });
        }
    }

    /** A ledger that gives one answer. */
    private static final class OneAnswer implements Ledger {

        private final Commit commit;
        private final List<Write> asked = new ArrayList<>();

        private OneAnswer(Commit commit) {
            this.commit = commit;
        }

        @Override
        public ClusterId clusterId() {
            return new ClusterId("ledger");
        }

        @Override
        public Contents load() {
            return new Contents(EPOCH, List.of());
        }

        @Override
        public Optional<StoredRecord> read(RecordKey key) {
            return Optional.empty();
        }

        @Override
        public Outcome commit(long epoch, List<Write> writes) {
            asked.addAll(writes);
            return commit.outcome();
        }
    }
}
