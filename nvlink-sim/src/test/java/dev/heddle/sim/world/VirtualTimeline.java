package dev.heddle.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Time that passes when a test says so. */
public final class VirtualTimeline implements Timeline {

    private final TreeMap<Long, List<Runnable>> tasks = new TreeMap<>();
    private long now = 1_000_000_000_000L;

    @Override
    public long now() {
        return now;
    }

    @Override
    public void at(long millis, Runnable task) {
        tasks.computeIfAbsent(Math.max(millis, now), key -> new ArrayList<>()).add(task);
    }

    /** Lets time pass, with everything that was due in it. */
    public void pass(long millis) {
        long until = now + millis;
        Map.Entry<Long, List<Runnable>> due = tasks.firstEntry();
        while (due != null && due.getKey() <= until) {
            tasks.remove(due.getKey());
            now = Math.max(now, due.getKey());
            due.getValue().forEach(Runnable::run);
            due = tasks.firstEntry();
        }
        now = until;
    }
}
