package dev.heddle.coordinator.allocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the passing of time brings: expired ComputeDomains end, Pending ones are tried. */
final class Passing {

    private Passing() {}

    static Reply tick(Draft draft, boolean reconsider) {
        Instant now = draft.context().now();
        List<ComputeDomainRecord> expired = new ArrayList<>();
        for (ComputeDomainState state : draft.image().computeDomains().values()) {
            ComputeDomainRecord record = state.computeDomain();
            boolean over = record.expiresAt().filter(at -> !at.isAfter(now)).isPresent();
            if (over && record.phase() != Phase.RELEASING) {
                expired.add(record);
            }
        }
        expired.forEach(record -> {
            draft.note(false, "ComputeDomainExpired", record, record.name() + ": its time to live is over.");
            Releasing.end(draft, record, "Expired");
        });
        if (reconsider) {
            Forming.reconsiderAll(draft);
        }
        Placing.retry(draft);
        return new Reply.Done();
    }
}
