package dev.heddle.sim.virtual;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which hosts reach which. A blocked way loses nothing of a connection, as TCP does not: what was sent waits, and goes
 * on some time after the way is open again, unless an end has given up by then.
 */
public final class Links {

    private final VirtualTime time;
    private final Set<Way> blocked = new LinkedHashSet<>();
    private final Set<Host> down = new HashSet<>();
    private final Set<Pipe> stuck = new LinkedHashSet<>();

    Links(VirtualTime time) {
        this.time = time;
    }

    /** Nothing gets from {@code from} to {@code to} any more; the other way is not touched. */
    public void block(Host from, Host to) {
        blocked.add(new Way(from, to));
    }

    /** Nothing gets between the two groups, either way. */
    public void split(Collection<Host> one, Collection<Host> other) {
        for (Host left : one) {
            for (Host right : other) {
                block(left, right);
                block(right, left);
            }
        }
    }

    /** The way is open again. */
    public void open(Host from, Host to) {
        if (blocked.remove(new Way(from, to))) {
            unstick();
        }
    }

    /** Every way is open again. Hosts without power stay so. */
    public void openAll() {
        blocked.clear();
        unstick();
    }

    /**
     * Swizzle-clog: the host's ways to and from the others are blocked one by one in random order, and opened again
     * one by one in another.
     *
     * @param most how long until the last is open again
     */
    public void swizzle(Host host, Collection<Host> others, Duration most) {
        List<Way> ways = new ArrayList<>();
        for (Host other : others) {
            if (!other.equals(host)) {
                ways.add(new Way(host, other));
                ways.add(new Way(other, host));
            }
        }
        long half = Math.max(1, most.toNanos() / 2);
        for (Way way : ways) {
            long closes = time.nanos() + time.random().nextLong(half);
            long opens = time.nanos() + half + time.random().nextLong(half);
            time.at(closes, "way blocked", () -> block(way.from, way.to));
            time.at(opens, "way opened", () -> open(way.from, way.to));
        }
    }

    /** The host loses its power: it neither sends nor hears. Its processes are its caller's to kill. */
    public void powerOff(Host host) {
        down.add(host);
    }

    /** The host has power again; it knows nothing of its former connections. */
    public void powerOn(Host host) {
        if (down.remove(host)) {
            unstick();
        }
    }

    /** Whether the host has no power. */
    public boolean isDown(Host host) {
        return !down.isEmpty() && down.contains(host);
    }

    /** Whether nothing gets from {@code from} to {@code to}. */
    public boolean isBlocked(Host from, Host to) {
        return isDown(from) || isDown(to) || (!blocked.isEmpty() && blocked.contains(new Way(from, to)));
    }

    /** Blocked ways. */
    public int blockedWays() {
        return blocked.size();
    }

    void stuck(Pipe pipe) {
        stuck.add(pipe);
    }

    void unstick() {
        if (!stuck.isEmpty()) {
            stuck.removeIf(Pipe::unstick);
        }
    }

    private record Way(Host from, Host to) {}
}
