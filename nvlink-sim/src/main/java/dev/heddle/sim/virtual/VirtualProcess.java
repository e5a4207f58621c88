package dev.heddle.sim.virtual;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One simulated operating system process. What it does are events of {@link VirtualTime}; while it is paused they
 * wait, and once it is killed none of them ever happens.
 */
public final class VirtualProcess {

    private final VirtualTime time;
    private final Host host;
    private final String name;
    private final long id;
    private final RandomGenerator random;
    private final ProcessClock clock;
    private final Deque<Held> held = new ArrayDeque<>();
    private final List<Runnable> onEnd = new ArrayList<>();
    private final List<Runnable> onResume = new ArrayList<>();
    private boolean paused;
    private boolean ended;
    private long slownessNanos;

    /**
     * A process that runs.
     *
     * @param host where
     * @param name for people; chance and clocks are drawn from it and from the number of processes before it
     */
    public VirtualProcess(VirtualTime time, Host host, String name) {
        this.time = time;
        this.host = host;
        this.name = name;
        this.id = time.nextProcess();
        this.random = time.random(name + "#" + id);
        this.clock = new ProcessClock(time, random.nextLong(1L << 52));
    }

    /** Where it runs. */
    public Host host() {
        return host;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** True time. */
    public VirtualTime time() {
        return time;
    }

    /** Its clocks. */
    public ProcessClock clock() {
        return clock;
    }

    /** Its chance. */
    public RandomGenerator random() {
        return random;
    }

    /** Whether it has not been killed. */
    public boolean alive() {
        return !ended;
    }

    /** Whether it is stopped, as by SIGSTOP. */
    public boolean paused() {
        return paused;
    }

    /** Stops it: nothing of it happens until it is resumed. */
    public void pause() {
        paused = true;
    }

    /** It goes on; what was due happens now, in order. */
    public void resume() {
        if (!paused || ended) {
            return;
        }
        paused = false;
        while (!held.isEmpty()) {
            Held first = held.remove();
            enter(time.nanos(), first.what, first.task);
        }
        onResume.forEach(Runnable::run);
    }

    /** From now on every step of it begins later by up to twice this many nanoseconds; 0 = no longer. */
    public void slow(long nanos) {
        slownessNanos = nanos;
    }

    /** Ends it: nothing of it ever happens again. Code of it that is running must be unwound by its caller. */
    public void kill() {
        if (!ended) {
            ended = true;
            held.clear();
            onEnd.forEach(Runnable::run);
            onEnd.clear();
            onResume.clear();
        }
    }

    /** Ends it from within its own code. */
    public ProcessKilledException killed() {
        kill();
        return new ProcessKilledException(name);
    }

    /** Calls {@code hook} when it is killed. */
    public void onEnd(Runnable hook) {
        onEnd.add(hook);
    }

    /** Calls {@code hook} whenever it is resumed. */
    public void onResume(Runnable hook) {
        onResume.add(hook);
    }

    /** Has {@code task} happen in this process, {@code delayNanos} of its own clock from now. */
    public VirtualTime.Entry after(long delayNanos, String what, Runnable task) {
        long slowness = slownessNanos == 0 ? 0 : random.nextLong(2 * slownessNanos);
        return enter(time.nanos() + clock.trueNanos(Math.max(0, delayNanos)) + slowness, what, task);
    }

    private VirtualTime.Entry enter(long nanos, String what, Runnable task) {
        return time.enter(nanos, id, what, () -> run(what, task));
    }

    /** Has {@code task} happen in this process now, as part of the running event, or when it is resumed. */
    void run(String what, Runnable task) {
        if (ended) {
            return;
        }
        if (paused) {
            held.add(new Held(what, task));
            return;
        }
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            if (!ended) {
                throw new SimulationException(name, time.nanos(), e);
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private record Held(String what, Runnable task) {}
}
