package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.UnitId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The ledger's record of a ComputeDomain. It is written before the units that it names grant anything, so that any
 * leader can finish or undo what it finds half done.
 *
 * @param uid identity, never reused
 * @param name the user's name for it, unique while the record exists
 * @param spec what was asked for
 * @param createdAt when it was accepted
 * @param origin the request that made it, where the client named it
 * @param phase phase of its lifecycle
 * @param units units that grant it something, or are about to; empty while Pending
 * @param readyAt when it was first Ready
 * @param reason CamelCase reason of the phase, may be empty
 * @param message the same, one sentence for people
 */
public record ComputeDomainRecord(
        ComputeDomainUid uid,
        ComputeDomainName name,
        ComputeDomainSpec spec,
        Instant createdAt,
        Optional<Origin> origin,
        Phase phase,
        List<UnitId> units,
        Optional<Instant> readyAt,
        String reason,
        String message) {

    /** Copies the units. */
    public ComputeDomainRecord {
        units = List.copyOf(units);
    }

    /**
     * A create that can be told from its repetition.
     *
     * @param idempotencyKey the client's key
     * @param fingerprint digest of the request's content
     */
    public record Origin(String idempotencyKey, String fingerprint) {}

    /** When its time to live is over. */
    public Optional<Instant> expiresAt() {
        return spec.timeToLive().map(createdAt::plus);
    }

    /** Asking for something else: for what was found of it. */
    public ComputeDomainRecord asking(ComputeDomainSpec other) {
        return new ComputeDomainRecord(uid, name, other, createdAt, origin, phase, units, readyAt, reason, message);
    }

    /** In another phase. */
    public ComputeDomainRecord in(Phase next, String why, String text) {
        return new ComputeDomainRecord(uid, name, spec, createdAt, origin, next, units, readyAt, why, text);
    }

    /** Granted, or about to be, by these units. */
    public ComputeDomainRecord on(List<UnitId> chosen) {
        return new ComputeDomainRecord(uid, name, spec, createdAt, origin, phase, chosen, readyAt, reason, message);
    }

    /** Ready since {@code at}, unless it was before. */
    public ComputeDomainRecord readySince(Instant at) {
        return readyAt.isPresent()
                ? this
                : new ComputeDomainRecord(
                        uid, name, spec, createdAt, origin, phase, units, Optional.of(at), reason, message);
    }
}
