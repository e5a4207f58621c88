package dev.heddle.sim.cluster;

import dev.heddle.sim.virtual.VirtualProcess;
import dev.heddle.sim.virtual.VirtualTime;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The threads of a coordinator that take turns: when woken, and from time to time. */
final class Turns {

    private final VirtualProcess process;
    private final Map<Kind, Worker> workers = new EnumMap<>(Kind.class);

    Turns(VirtualProcess process) {
        this.process = process;
    }

    /** Whose turns. */
    enum Kind {
        ENGINE("engine turn"),
        RELAY("relay turn"),
        IMAGES("images turn"),
        LEASE("lease turn"),
        SWEEP("sweep");

        private final String what;

        Kind(String what) {
            this.what = what;
        }
    }

    /**
     * One begins to take turns.
     *
     * @param wakeNanos how long it takes at most to wake
     * @param idle time between turns if it is not woken
     */
    void begin(Kind kind, long wakeNanos, Duration idle, Runnable turn) {
        Worker worker = new Worker(kind, wakeNanos, idle.toNanos(), turn);
        workers.put(kind, worker);
        worker.later(process.random().nextLong(worker.idleNanos));
    }

    /** One is woken. */
    void soon(Kind kind) {
        Worker worker = workers.get(kind);
        if (worker != null && !worker.woken) {
            worker.woken = true;
            worker.later(process.random().nextLong(worker.wakeNanos));
        }
    }

    private final class Worker {
        private final Kind kind;
        private final long wakeNanos;
        private final long idleNanos;
        private final Runnable turn;
        private VirtualTime.@Nullable Entry next;
        private boolean woken;

        private Worker(Kind kind, long wakeNanos, long idleNanos, Runnable turn) {
            this.kind = kind;
            this.wakeNanos = wakeNanos;
            this.idleNanos = idleNanos;
            this.turn = turn;
        }

        private void later(long nanos) {
            if (next != null) {
                next.cancel();
            }
            next = process.after(nanos, kind.what, this::take);
        }

        private void take() {
            woken = false;
            next = null;
            try {
                turn.run();
            } finally {
                if (next == null) {
                    later(idleNanos);
                }
            }
        }
    }
}
