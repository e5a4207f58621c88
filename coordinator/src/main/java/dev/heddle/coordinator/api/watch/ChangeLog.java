package dev.heddle.coordinator.api.watch;

import dev.heddle.coordinator.allocation.ImageVersion;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * The newest changes, at most {@link #MAX_SETS} sets; the oldest are forgotten. Readers go on from any version that it
 * reaches back to. It holds one epoch only: what another leader showed cannot be gone on from.
 */
final class ChangeLog {

    /** Sets kept: at five a second, more than the 100 seconds that a reader may be away. */
    static final int MAX_SETS = 512;

    private final Deque<ChangeSet> sets = new ArrayDeque<>();
    private ImageVersion newest;

    /** Begins at a version. */
    ChangeLog(ImageVersion start) {
        this.newest = start;
    }

    void add(ChangeSet set) {
        if (set.from().epoch() != set.to().epoch()) {
            sets.clear();
        } else if (set.isEmpty() && !sets.isEmpty()) {
            sets.addLast(sets.removeLast().then(set));
        } else {
            sets.addLast(set);
        }
        if (sets.size() > MAX_SETS) {
            sets.removeFirst();
        }
        newest = set.to();
    }

    /** All that changed after {@code version}, perhaps with a little from before it; empty = it is not known. */
    Optional<ChangeSet> since(ImageVersion version) {
        if (version.equals(newest)) {
            return Optional.of(new ChangeSet(version, newest, Set.of(), Set.of()));
        }
        if (version.compareTo(newest) > 0 || version.epoch() != newest.epoch()) {
            return Optional.empty();
        }
        ChangeSet all = new ChangeSet(newest, newest, Set.of(), Set.of());
        for (Iterator<ChangeSet> it = sets.descendingIterator(); it.hasNext(); ) {
            ChangeSet set = it.next();
            all = set.then(all);
            if (set.from().compareTo(version) <= 0) {
                return Optional.of(all);
            }
        }
        return Optional.empty();
    }
}
