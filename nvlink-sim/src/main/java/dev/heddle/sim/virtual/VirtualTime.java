package dev.heddle.sim.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The time of a simulation: a queue of events, run one after the other by the thread that calls {@link #step}.
 * Everything that happens is one of its events; events of one moment run in the order in which they were entered.
 * Runs of one seed are equal, which {@link #traceHash} proves. Not for several threads.
 */
public final class VirtualTime {

    /** What the wall clock shows when a simulation begins. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Events that {@link #tail} remembers. */
    public static final int MAX_TAIL = 256;

    private static final long FIRST_WALL_MILLIS = START.toEpochMilli();

    private final long seed;
    private final SplittableRandom random;
    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private final @Nullable Entry[] tail = new Entry[MAX_TAIL];
    private long now;
    private long entered;
    private long events;
    private long hash;
    private long processes;

    /** Time at its beginning. */
    public VirtualTime(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(mix(seed));
    }

    /** The seed that everything is drawn from. */
    public long seed() {
        return seed;
    }

    /** Nanoseconds since the beginning. */
    public long nanos() {
        return now;
    }

    /** What a perfect wall clock shows. */
    public Instant wall() {
        return START.plusNanos(now);
    }

    /** {@link #wall} in milliseconds of the epoch. */
    public long wallMillis() {
        return FIRST_WALL_MILLIS + now / 1_000_000;
    }

    /** Chance for whatever belongs to no process. */
    public RandomGenerator random() {
        return random;
    }

    /** Chance of its own for {@code name}, which is not moved by what others draw. */
    public RandomGenerator random(String name) {
        return new SplittableRandom(mix(seed ^ mix(name.hashCode())));
    }

    /**
     * Enters an event.
     *
     * @param nanos when; what is past happens now
     * @param what for the trace; best a constant
     * @return a handle with which it can be cancelled
     */
    public Entry at(long nanos, String what, Runnable event) {
        return enter(nanos, 0, what, event);
    }

    /** Enters an event that is due in {@code delay} from now. */
    public Entry after(Duration delay, String what, Runnable event) {
        return enter(now + delay.toNanos(), 0, what, event);
    }

    Entry enter(long nanos, long owner, String what, Runnable event) {
        Entry entry = new Entry(Math.max(nanos, now), entered++, owner, what, event);
        queue.add(entry);
        return entry;
    }

    long nextProcess() {
        return ++processes;
    }

    /**
     * Runs the next event.
     *
     * @return whether there was one
     */
    public boolean step() {
        Entry next = queue.poll();
        while (next != null && next.event == null) {
            next = queue.poll();
        }
        if (next == null) {
            return false;
        }
        now = next.nanos;
        tail[(int) (events % MAX_TAIL)] = next;
        events++;
        note(next.nanos ^ next.owner << 48 ^ next.what.hashCode());
        Runnable event = next.event;
        next.event = null;
        if (event != null) {
            event.run();
        }
        return true;
    }

    /** Runs everything that is due within {@code duration}, and lets that time pass. */
    public void run(Duration duration) {
        runUntil(now + duration.toNanos());
    }

    /** Runs everything that is due until {@code nanos}, and lets that time pass. */
    public void runUntil(long nanos) {
        while (due(nanos)) {
            step();
        }
        now = Math.max(now, nanos);
    }

    /**
     * Runs until {@code condition} holds.
     *
     * @return whether it did within {@code limit}
     */
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        long end = now + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (!due(end)) {
                now = end;
                return condition.getAsBoolean();
            }
            step();
        }
        return true;
    }

    private boolean due(long nanos) {
        Entry next = queue.peek();
        while (next != null && next.event == null) {
            queue.poll();
            next = queue.peek();
        }
        return next != null && next.nanos <= nanos;
    }

    /** Events so far. */
    public long events() {
        return events;
    }

    /** Events that wait, cancelled ones included. */
    public int waiting() {
        return queue.size();
    }

    /** Says something that must be the same in every run of a seed. */
    public void note(long value) {
        hash = mix(hash * 31 + value);
    }

    /** Says something that must be the same in every run of a seed. */
    public void note(String text) {
        note(text.hashCode());
    }

    /** A number that is the same for the same events in the same order at the same times. */
    public long traceHash() {
        return hash;
    }

    /** The last events, oldest first, one line each. */
    public List<String> tail() {
        List<String> lines = new ArrayList<>();
        for (long index = Math.max(0, events - MAX_TAIL); index < events; index++) {
            Entry entry = tail[(int) (index % MAX_TAIL)];
            if (entry != null) {
                lines.add(String.format("%.6f s  #%d %s", entry.nanos / 1e9, entry.owner, entry.what));
            }
        }
        return lines;
    }

    private static long mix(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** One event. */
    public static final class Entry implements Comparable<Entry> {

        private final long nanos;
        private final long sequence;
        private final long owner;
        private final String what;
        private @Nullable Runnable event;

        private Entry(long nanos, long sequence, long owner, String what, Runnable event) {
            this.nanos = nanos;
            this.sequence = sequence;
            this.owner = owner;
            this.what = what;
            this.event = event;
        }

        /** When it is due, nanoseconds since the beginning. */
        public long nanos() {
            return nanos;
        }

        /** It does not happen, unless it has. */
        public void cancel() {
            event = null;
        }

        @Override
        public int compareTo(Entry other) {
            int order = Long.compare(nanos, other.nanos);
            return order != 0 ? order : Long.compare(sequence, other.sequence);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(sequence);
        }
    }
}
