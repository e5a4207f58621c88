package dev.heddle.coordinator.allocation;

import java.util.List;

/** What the passing of time brings: expired ComputeDomains end, Pending ones are tried. */
final class Passing {

    private Passing() {}

    static Reply tick(Draft draft, boolean reconsider) {
        List<ComputeDomainRecord> expired =
                draft.image().schedule().over(draft.context().now());
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
