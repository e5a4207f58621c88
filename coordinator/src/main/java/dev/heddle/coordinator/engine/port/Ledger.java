package dev.heddle.coordinator.engine.port;

import dev.heddle.contract.model.ClusterId;
import java.util.List;
import java.util.Optional;

/**
 * The durable record of who holds what: a set of versioned records, each changed by compare-and-set only, under
 * an epoch that the store itself checks. All methods block and are called from the engine's committer thread.
 */
public interface Ledger {

    /** The identity of this ledger, drawn when it was created; constant. */
    ClusterId clusterId();

    /**
     * Reads everything. Records that cannot be read as stored (checksum) come back with an empty body.
     *
     * @throws LedgerUnavailableException if the store does not answer
     */
    Contents load();

    /**
     * Reads one record.
     *
     * @throws LedgerUnavailableException if the store does not answer
     */
    Optional<StoredRecord> read(RecordKey key);

    /**
     * Writes a batch, in order, each write atomic by itself. Returns after everything reported as committed is
     * on stable storage.
     *
     * @param epoch the writer's epoch; a higher stored epoch refuses the whole batch, any does if it is
     *     {@link #NO_EPOCH}
     * @param writes at most {@link #MAX_BATCH} writes, at most one per key
     * @return verdicts in the order of the writes, or {@link Outcome.Deposed}, or {@link Outcome.Unknown} when it
     *     cannot be told what was committed
     */
    Outcome commit(long epoch, List<Write> writes);

    /** No leader's epoch, for a batch that is meant to be refused. */
    long NO_EPOCH = -1;

    /** Writes in one batch. */
    int MAX_BATCH = 256;

    /** Bytes of one record. */
    int MAX_RECORD_BYTES = 4 << 20;

    /** What a record is about. */
    enum Kind {
        /** A ledger unit. */
        UNIT,
        /** A ComputeDomain. */
        COMPUTE_DOMAIN
    }

    /**
     * Name of a record.
     *
     * @param kind what it is about
     * @param id id inside the kind
     */
    record RecordKey(Kind kind, String id) {}

    /**
     * A record as stored.
     *
     * @param key its name
     * @param version its version, 1 or above
     * @param epoch the epoch that wrote it
     * @param body its bytes; empty if they failed their checksum
     */
    record StoredRecord(RecordKey key, long version, long epoch, byte[] body) {}

    /**
     * Everything in the ledger, read in one consistent view.
     *
     * @param epoch the stored epoch
     * @param records every record
     */
    record Contents(long epoch, List<StoredRecord> records) {}

    /**
     * One compare-and-set.
     *
     * @param key which record
     * @param expectedVersion version it must have now; 0 = it must not exist
     * @param newVersion version it gets, above the expected one
     * @param body its new bytes, empty = erase the record
     */
    record Write(RecordKey key, long expectedVersion, long newVersion, Optional<byte[]> body) {}

    /** How a batch ended. */
    sealed interface Outcome {

        /**
         * Every write was tried.
         *
         * @param verdicts one per write, in order
         */
        record Done(List<Verdict> verdicts) implements Outcome {}

        /**
         * A higher epoch is stored; nothing was written.
         *
         * @param storedEpoch the higher epoch
         */
        record Deposed(long storedEpoch) implements Outcome {}

        /**
         * It cannot be told what was committed.
         *
         * @param reason for people
         */
        record Unknown(String reason) implements Outcome {}
    }

    /** How one write ended. */
    sealed interface Verdict {

        /** It is on stable storage. */
        record Committed() implements Verdict {}

        /**
         * The record had another version.
         *
         * @param currentVersion the version found, 0 = no record
         */
        record Conflict(long currentVersion) implements Verdict {}

        /**
         * The store refused it for another reason.
         *
         * @param reason for people
         */
        record Refused(String reason) implements Verdict {}
    }

    /** The store does not answer; nothing is known. */
    final class LedgerUnavailableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** With the cause that the adapter saw. */
        public LedgerUnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
