package dev.heddle.coordinator.engine;

import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.Ledger.LedgerUnavailableException;
import dev.heddle.coordinator.engine.port.Ledger.Outcome;
import dev.heddle.coordinator.engine.port.Ledger.Verdict;
import dev.heddle.coordinator.engine.port.Ledger.Write;
import dev.heddle.coordinator.engine.port.RecordCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes batches to the ledger, one at a time, and says how they ended. Blocking; holds no state. */
public final class Committer {

    private final Ledger ledger;
    private final RecordCodec codec;

    /** Writes to {@code ledger}. */
    public Committer(Ledger ledger, RecordCodec codec) {
        this.ledger = ledger;
        this.codec = codec;
    }

    /**
     * How a batch ended.
     *
     * @param batch the batch
     * @param end its end
     */
    record Result(Batch batch, End end) {}

    /** Ends of a batch. */
    sealed interface End {

        /** Everything is on stable storage. */
        record Committed() implements End {}

        /**
         * Some records were not written: they had another version or were refused.
         *
         * @param refusal the store's reason, where it refused
         */
        record Failed(Optional<String> refusal) implements End {}

        /** A higher epoch is stored. */
        record Deposed(long storedEpoch) implements End {}

        /** It cannot be told. */
        record Unknown(String reason) implements End {}
    }

    /** Commits a batch. */
    Result commit(long epoch, Batch batch) {
        if (batch.changes().isEmpty()) {
            return new Result(batch, new End.Committed());
        }
        List<Write> writes = batch.changes().stream()
                .map(change -> write(change, batch.attempt()))
                .toList();
        try {
            List<Verdict> verdicts = new ArrayList<>();
            for (int from = 0; from < writes.size(); from += Ledger.MAX_BATCH) {
                List<Write> part = writes.subList(from, Math.min(writes.size(), from + Ledger.MAX_BATCH));
                switch (ledger.commit(epoch, List.copyOf(part))) {
                    case Outcome.Done done -> verdicts.addAll(done.verdicts());
                    case Outcome.Deposed deposed -> {
                        return new Result(batch, new End.Deposed(deposed.storedEpoch()));
                    }
                    case Outcome.Unknown unknown -> {
                        return unknown(batch, unknown.reason());
                    }
                }
            }
            return new Result(batch, judge(batch, writes, verdicts));
        } catch (LedgerUnavailableException e) {
            return unknown(batch, String.valueOf(e.getMessage()));
        }
    }

    private static Result unknown(Batch batch, String reason) {
        return new Result(batch, new End.Unknown(reason));
    }

    /** After an unknown outcome each attempt takes the next version, so that a late first one cannot win. */
    private Write write(Batch.Change change, int attempt) {
        long version = change.event().version() + attempt;
        return new Write(change.key(), change.expectedVersion(), version, body(change.event()));
    }

    private Optional<byte[]> body(Event.Durable event) {
        return switch (event) {
            case Event.UnitWritten written -> Optional.of(codec.encode(written.unit()));
            case Event.ComputeDomainWritten written -> Optional.of(codec.encode(written.computeDomain()));
            case Event.UnitErased erased -> Optional.empty();
            case Event.ComputeDomainErased erased -> Optional.empty();
        };
    }

    private static End judge(Batch batch, List<Write> writes, List<Verdict> verdicts) {
        for (int i = 0; i < writes.size(); i++) {
            switch (verdicts.get(i)) {
                case Verdict.Committed committed -> {}
                case Verdict.Conflict conflict -> {
                    if (!ours(batch, batch.changes().get(i), conflict.currentVersion())) {
                        return new End.Failed(Optional.empty());
                    }
                }
                case Verdict.Refused refused -> {
                    return new End.Failed(Optional.of(refused.reason()));
                }
            }
        }
        return new End.Committed();
    }

    /** A conflict with what an earlier attempt of the same batch wrote after all. */
    private static boolean ours(Batch batch, Batch.Change change, long current) {
        if (batch.attempt() == 0) {
            return false;
        }
        long first = change.event().version();
        return change.erases() ? current == 0 : current >= first && current < first + batch.attempt();
    }
}
