package dev.heddle.agent.observe;

import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.LinkState;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened on one link of late. Kept only for links on which something did.
 *
 * @param flaps when it went up or down or recovered, oldest first, nanoseconds
 * @param errors when errors were counted, oldest first
 * @param flapping whether it counts as flapping
 * @param erring whether it counts as degraded for its errors
 */
record LinkMemory(List<Long> flaps, List<Long> errors, boolean flapping, boolean erring) {

    /** Events of a kind that are remembered of one link. */
    static final int MAX_EVENTS = 16;

    static final LinkMemory NONE = new LinkMemory(List.of(), List.of(), false, false);

    LinkMemory {
        flaps = List.copyOf(flaps);
        errors = List.copyOf(errors);
    }

    /** Whether there is nothing left to remember. */
    boolean isEmpty() {
        return flaps.isEmpty() && errors.isEmpty() && !flapping && !erring;
    }

    /** What there is to remember after one more look. */
    LinkMemory after(Link before, Link now, long nanos, LinkThresholds thresholds) {
        long flapped = (isDown(before) == isDown(now) ? 0 : 1) + grown(before.recoveryEvents(), now.recoveryEvents());
        List<Long> allFlaps = recent(flaps, flapped, nanos, thresholds);
        List<Long> allErrors = recent(errors, grown(before.errorEvents(), now.errorEvents()), nanos, thresholds);
        return new LinkMemory(
                allFlaps,
                allErrors,
                stays(flapping, allFlaps, thresholds.flapEvents(), nanos, thresholds),
                stays(erring, allErrors, thresholds.errorEvents(), nanos, thresholds));
    }

    private static boolean isDown(Link link) {
        return link.state() == LinkState.INACTIVE;
    }

    /** Counters start again with the driver: a lower one is a new start, not an event. */
    private static long grown(long before, long now) {
        return Math.max(0, now - before);
    }

    private static List<Long> recent(List<Long> events, long more, long nanos, LinkThresholds thresholds) {
        List<Long> all = new ArrayList<>(events.size() + 1);
        long window = thresholds.window().toNanos();
        events.stream().filter(event -> nanos - event <= window).forEach(all::add);
        for (long i = 0; i < Math.min(more, MAX_EVENTS); i++) {
            all.add(nanos);
        }
        return all.size() <= MAX_EVENTS ? all : all.subList(all.size() - MAX_EVENTS, all.size());
    }

    private static boolean stays(
            boolean before, List<Long> events, int threshold, long nanos, LinkThresholds thresholds) {
        if (events.size() >= Math.min(threshold, MAX_EVENTS)) {
            boolean quiet = nanos - events.getLast() >= thresholds.quiet().toNanos();
            return !quiet;
        }
        return before
                && !events.isEmpty()
                && nanos - events.getLast() < thresholds.quiet().toNanos();
    }
}
