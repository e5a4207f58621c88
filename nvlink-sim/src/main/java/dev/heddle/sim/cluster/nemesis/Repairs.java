package dev.heddle.sim.cluster.nemesis;

import dev.heddle.sim.virtual.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/** What is broken and when it is mended. */
final class Repairs {

    private final VirtualTime time;
    private final Set<Repair> open = new LinkedHashSet<>();

    Repairs(VirtualTime time) {
        this.time = time;
    }

    /** Mends something after so long, or when everything is mended. */
    void after(Duration duration, String what, Runnable mend) {
        Repair repair = new Repair(mend);
        open.add(repair);
        time.after(duration, what, () -> run(repair));
    }

    /** Mends everything that is broken now, in the order in which it was broken. */
    void now() {
        new ArrayList<>(open).forEach(this::run);
    }

    /** How much is broken. */
    int open() {
        return open.size();
    }

    private void run(Repair repair) {
        if (open.remove(repair)) {
            repair.mend.run();
        }
    }

    /** Compared by identity: two may do the same. */
    private static final class Repair {
        private final Runnable mend;

        private Repair(Runnable mend) {
            this.mend = mend;
        }
    }
}
