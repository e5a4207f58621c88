package dev.heddle.coordinator.engine.port;

import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.UnitRecord;

/** Ledger records as bytes, with a schema version of their own. */
public interface RecordCodec {

    /** A unit's record as bytes. */
    byte[] encode(UnitRecord unit);

    /** A ComputeDomain's record as bytes. */
    byte[] encode(ComputeDomainRecord computeDomain);

    /**
     * Reads a unit's record.
     *
     * @throws UnreadableRecordException if it is damaged or written by a newer program
     */
    UnitRecord decodeUnit(byte[] body) throws UnreadableRecordException;

    /**
     * Reads a ComputeDomain's record.
     *
     * @throws UnreadableRecordException if it is damaged or written by a newer program
     */
    ComputeDomainRecord decodeComputeDomain(byte[] body) throws UnreadableRecordException;

    /** A record that this program cannot read. It keeps its own unit in safe mode and no other. */
    final class UnreadableRecordException extends Exception {

        private static final long serialVersionUID = 1L;

        /** With a reason for people. */
        public UnreadableRecordException(String message) {
            super(message);
        }
    }
}
