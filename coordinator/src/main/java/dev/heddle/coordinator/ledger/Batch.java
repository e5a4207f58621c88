package dev.heddle.coordinator.ledger;

import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.Write;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A batch that keeps the port's rules.
 *
 * @param epoch the writer's
 * @param writes at most {@link Ledger#MAX_BATCH}, one per key
 */
record Batch(long epoch, List<Write> writes) {

    /** Characters of a record's id; a write with a longer one is refused. */
    private static final int MAX_ID_CHARS = 256;

    Batch {
        writes = List.copyOf(writes);
    }

    /** @throws IllegalArgumentException if a rule is broken, which is the caller's bug */
    static Batch of(long epoch, List<Write> writes) {
        require(writes.size() <= Ledger.MAX_BATCH, "a batch has at most " + Ledger.MAX_BATCH + " writes");
        Set<RecordKey> keys = new HashSet<>();
        for (Write write : writes) {
            require(keys.add(write.key()), "two writes of " + write.key() + " in one batch");
            require(write.expectedVersion() >= 0, "negative version of " + write.key());
            require(write.newVersion() > write.expectedVersion(), "the version of " + write.key() + " must rise");
            require(write.body().isPresent() || write.expectedVersion() > 0, "erasing what must not exist");
        }
        return new Batch(epoch, writes);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Why this write cannot be stored whatever the versions are, if so. */
    static Optional<String> unstorable(Write write) {
        int size = write.body().map(body -> body.length).orElse(1);
        if (size == 0) {
            return Optional.of("a record must not be empty");
        }
        if (size > Ledger.MAX_RECORD_BYTES) {
            return Optional.of("a record has at most " + Ledger.MAX_RECORD_BYTES + " bytes, this has " + size);
        }
        return write.key().id().length() > MAX_ID_CHARS
                ? Optional.of("a record's id has at most " + MAX_ID_CHARS + " characters")
                : Optional.empty();
    }
}
