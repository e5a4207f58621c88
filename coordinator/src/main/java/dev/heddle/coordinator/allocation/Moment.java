package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ComputeDomainUid;
import java.time.Instant;
import java.util.Comparator;

/**
 * A ComputeDomain's moment among those of others, in order of time.
 *
 * @param at when
 * @param uid whose
 */
record Moment(Instant at, ComputeDomainUid uid) implements Comparable<Moment> {

    private static final Comparator<Moment> ORDER =
            Comparator.comparing(Moment::at).thenComparing(Moment::uid);

    /** When it was accepted. */
    static Moment created(ComputeDomainRecord computeDomain) {
        return new Moment(computeDomain.createdAt(), computeDomain.uid());
    }

    @Override
    public int compareTo(Moment other) {
        return ORDER.compare(this, other);
    }
}
