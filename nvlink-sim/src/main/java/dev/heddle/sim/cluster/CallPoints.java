package dev.heddle.sim.cluster;

import dev.heddle.sim.virtual.ProcessKilledException;
import dev.heddle.sim.virtual.VirtualProcess;

/** Where a coordinator dies among its calls to the ledger. */
final class CallPoints {

    private final VirtualProcess process;
    private final Runnable die;
    private int left;
    private boolean afterwards;

    /**
     * @param die ends the process
     */
    CallPoints(VirtualProcess process, Runnable die) {
        this.process = process;
        this.die = die;
    }

    /** It dies at the {@code call}-th of its next calls, before it takes effect or after. */
    void crashAt(int call, boolean after) {
        left = call;
        afterwards = after;
    }

    /** A call begins. */
    void before() {
        living();
        if (left > 0 && --left == 0 && !afterwards) {
            end();
        } else if (left == 0 && afterwards) {
            left = -1;
        }
    }

    /** A call has taken effect. */
    void after() {
        if (left == -1) {
            left = 0;
            end();
        }
    }

    private void end() {
        afterwards = false;
        die.run();
        living();
    }

    private void living() {
        if (!process.alive()) {
            throw new ProcessKilledException(process.name());
        }
    }
}
