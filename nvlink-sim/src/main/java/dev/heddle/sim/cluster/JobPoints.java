package dev.heddle.sim.cluster;

import dev.heddle.sim.virtual.VirtualProcess;
import java.time.Duration;

/** Where a coordinator stands still: before or after one of the things that it does with the ledger. */
final class JobPoints {

    private final VirtualProcess process;
    private int left;
    private boolean afterwards;
    private Duration duration = Duration.ZERO;

    JobPoints(VirtualProcess process) {
        this.process = process;
    }

    /** It stands still at the {@code job}-th of its next, before it or after, for so long. */
    void pauseAt(int job, boolean after, Duration still) {
        left = job;
        afterwards = after;
        duration = still;
    }

    /** Does something, now or when the process goes on. */
    void run(String what, Runnable job) {
        if (left == 0 || --left > 0) {
            job.run();
        } else if (afterwards) {
            job.run();
            pause();
        } else {
            pause();
            process.after(0, what, job);
        }
    }

    private void pause() {
        process.pause();
        process.time().after(duration, "goes on", process::resume);
    }
}
