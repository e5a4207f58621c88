package dev.heddle.sim.chaos.history;

import dev.heddle.sim.chaos.history.Attempt.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Histories of every GPU and channel, from what clients asked and what was seen to be held. */
public final class Lives {

    private final Collection<Attempt> attempts;
    private final Map<String, Origin> origins;
    private final Map<String, Long> gone;

    /**
     * From where a ComputeDomain comes.
     *
     * @param name its name
     * @param key key of the create that made it
     */
    public record Origin(String name, String key) {}

    /**
     * @param attempts what clients asked
     * @param origins of every ComputeDomain that the ledger was seen to hold, by uid
     * @param gone when a ComputeDomain was first seen to have left the ledger, by uid
     */
    public Lives(Collection<Attempt> attempts, Map<String, Origin> origins, Map<String, Long> gone) {
        this.attempts = attempts;
        this.origins = new HashMap<>(origins);
        this.gone = Map.copyOf(gone);
        for (Attempt attempt : attempts) {
            if (attempt.answer() instanceof Answer.Made(String uid, boolean _)
                    && attempt.request() instanceof Request.Create(String key)) {
                this.origins.putIfAbsent(uid, new Origin(attempt.name(), key));
            }
        }
    }

    /** One history for each GPU and channel. */
    public Map<String, List<Timed<LockModel.Step>>> histories(Collection<Sighting> sightings) {
        Map<String, Map<String, List<Sighting>>> byThing = new TreeMap<>();
        for (Sighting sighting : sightings) {
            for (String thing : sighting.held()) {
                byThing.computeIfAbsent(thing, any -> new HashMap<>())
                        .computeIfAbsent(sighting.uid(), any -> new ArrayList<>())
                        .add(sighting);
            }
        }
        Map<String, Long> made = made();
        Map<String, Long> ended = ended(made);
        Map<String, List<Timed<LockModel.Step>>> histories = new TreeMap<>();
        byThing.forEach((thing, holders) -> {
            List<Timed<LockModel.Step>> history = new ArrayList<>();
            holders.forEach((uid, seen) -> history.addAll(life(uid, seen, made, ended)));
            histories.put(thing, history);
        });
        return histories;
    }

    /** When the first create was asked that can have made it, by uid. */
    private Map<String, Long> made() {
        Map<String, Long> byKey = new HashMap<>();
        Map<String, Long> byUid = new HashMap<>();
        for (Attempt attempt : attempts) {
            if (attempt.request() instanceof Request.Create(String key)) {
                byKey.merge(key, attempt.call(), Math::min);
            }
        }
        origins.forEach((uid, origin) -> {
            Long call = byKey.get(origin.key());
            if (call != null) {
                byUid.put(uid, call);
            }
        });
        return byUid;
    }

    /** When the first delete was asked that can have ended it, by uid. */
    private Map<String, Long> ended(Map<String, Long> made) {
        Map<String, List<Attempt>> byName = new HashMap<>();
        for (Attempt attempt : attempts) {
            if (attempt.request() instanceof Request.Delete) {
                byName.computeIfAbsent(attempt.name(), any -> new ArrayList<>()).add(attempt);
            }
        }
        Map<String, Long> byUid = new HashMap<>();
        origins.forEach((uid, origin) -> byName.getOrDefault(origin.name(), List.of()).stream()
                .filter(delete -> delete.timed().end() >= made.getOrDefault(uid, 0L))
                .mapToLong(Attempt::call)
                .min()
                .ifPresent(call -> byUid.put(uid, call)));
        return byUid;
    }

    private List<Timed<LockModel.Step>> life(
            String uid, List<Sighting> seen, Map<String, Long> made, Map<String, Long> ended) {
        List<Timed<LockModel.Step>> life = new ArrayList<>();
        long first = seen.stream().mapToLong(Sighting::end).min().orElseThrow();
        life.add(new Timed<>(
                Math.min(made.getOrDefault(uid, Long.MIN_VALUE), first), first, new LockModel.Step.Acquire(uid)));
        for (Sighting sighting : seen) {
            life.add(new Timed<>(sighting.begin(), sighting.end(), new LockModel.Step.Holds(uid)));
        }
        Long end = ended.get(uid);
        if (end != null) {
            long until = gone.getOrDefault(uid, Timed.NEVER);
            life.add(new Timed<>(end, Math.max(until, end), new LockModel.Step.Release(uid)));
        }
        return life;
    }
}
