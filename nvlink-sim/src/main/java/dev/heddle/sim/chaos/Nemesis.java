package dev.heddle.sim.chaos;

import java.io.IOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Brings faults about, several at a time, and undoes them. */
final class Nemesis {

    private static final long LOOK_MILLIS = 100;

    private final Faults faults;
    private final Keeper keeper;
    private final Journal journal;
    private final RandomGenerator random;
    private final long intervalNanos;
    private final PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingLong(Running::until));
    private final Map<Fault.Kind, Integer> counts = new EnumMap<>(Fault.Kind.class);
    private int injected;

    private record Running(long until, Fault fault) {}

    Nemesis(Faults faults, Keeper keeper, Journal journal, RandomGenerator random, long intervalNanos) {
        this.faults = faults;
        this.keeper = keeper;
        this.journal = journal;
        this.random = random;
        this.intervalNanos = intervalNanos;
    }

    /** Injects some, and ends those that are still there at the end. */
    void run(int many) throws IOException, InterruptedException {
        long next = journal.now();
        for (int i = 0; i < many; ) {
            long now = journal.now();
            if (now >= next) {
                begin(faults.next(busy()));
                i++;
                next = journal.now() + intervalNanos / 2 + random.nextLong(intervalNanos);
            }
            end(now);
            keeper.turn();
            Thread.sleep(LOOK_MILLIS);
        }
        end(Long.MAX_VALUE);
    }

    private Set<String> busy() {
        Set<String> busy = new TreeSet<>();
        running.forEach(each -> busy.addAll(each.fault().busy()));
        return busy;
    }

    private void begin(Fault fault) throws IOException {
        injected++;
        counts.merge(fault.kind(), 1, Integer::sum);
        journal.say("fault " + injected + ": " + fault.text());
        running.add(new Running(journal.now() + fault.millis() * 1_000_000, fault));
        fault.begin().run();
    }

    private void end(long now) throws IOException {
        Running first = running.peek();
        while (first != null && first.until() <= now) {
            running.remove();
            first.fault().end().run();
            first = running.peek();
        }
    }

    /** How many of each kind. */
    Map<Fault.Kind, Integer> counts() {
        return counts;
    }

    int injected() {
        return injected;
    }
}
