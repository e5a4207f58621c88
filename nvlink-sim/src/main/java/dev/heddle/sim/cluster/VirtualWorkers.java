package dev.heddle.sim.cluster;

import dev.heddle.coordinator.engine.Workers;
import dev.heddle.sim.virtual.VirtualProcess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The committer's thread of a coordinator: one thing after the other, each with its way to the ledger and back. */
final class VirtualWorkers implements Workers {

    private static final long LEAST_NANOS = 200_000;
    private static final long USUAL_NANOS = 1_500_000;

    private final VirtualProcess process;
    private final LedgerFaults faults;
    private final JobPoints jobs;
    private final Deque<Runnable> line = new ArrayDeque<>();
    private boolean closed;

    VirtualWorkers(VirtualProcess process, LedgerFaults faults, JobPoints jobs) {
        this.process = process;
        this.faults = faults;
        this.jobs = jobs;
    }

    @Override
    public void committing(Runnable work) {
        committingAfter(Duration.ZERO, work);
    }

    @Override
    public void committingAfter(Duration delay, Runnable work) {
        if (!closed) {
            line.add(work);
            process.after(delay.toNanos() + way(), "to the ledger", this::first);
        }
    }

    private void first() {
        Runnable work = line.poll();
        if (work != null) {
            jobs.run("to the ledger", work);
        }
    }

    private long way() {
        return LEAST_NANOS + process.random().nextLong(USUAL_NANOS) + faults.latency();
    }

    @Override
    public void answer(Runnable handOver) {
        process.after(way(), "from the ledger", handOver);
    }

    @Override
    public void aside(Runnable work) {
        process.after(way(), "aside", () -> jobs.run("aside", work));
    }

    @Override
    public void close() {
        closed = true;
    }
}
