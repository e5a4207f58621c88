package dev.heddle.sim.virtual;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one simulated process, which are events of {@link VirtualTime}. A task that waits for another one
 * would wait for ever, so waiting for a future that is not done fails. A task that fails fails the simulation.
 */
public final class VirtualExecutor extends AbstractExecutorService implements ScheduledExecutorService {

    private final VirtualProcess process;
    private final Order order;
    private final long jitterNanos;
    private final Deque<Runnable> line = new ArrayDeque<>();
    private boolean shutdown;

    /**
     * @param process whose threads
     * @param order in which tasks run
     * @param jitterNanos a task begins up to so many nanoseconds after it was handed in, 0 = in the next event
     */
    public VirtualExecutor(VirtualProcess process, Order order, long jitterNanos) {
        this.process = process;
        this.order = order;
        this.jitterNanos = jitterNanos;
    }

    /** The process whose threads these are. */
    public VirtualProcess process() {
        return process;
    }

    @Override
    public void execute(Runnable task) {
        accepts();
        long delay = jitterNanos == 0 ? 0 : process.random().nextLong(jitterNanos);
        switch (order) {
            case ANY -> process.after(delay, "task", task);
            case FIRST_IN_FIRST_OUT -> {
                line.add(task);
                process.after(delay, "task", this::runFirst);
            }
        }
    }

    private void runFirst() {
        Runnable first = line.poll();
        if (first != null) {
            first.run();
        }
    }

    private void accepts() {
        if (shutdown) {
            throw new RejectedExecutionException("shut down");
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return later(new Timed<>(call(command), 0), unit.toNanos(delay));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return later(new Timed<>(callable, 0), unit.toNanos(delay));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return later(new Timed<>(call(command), unit.toNanos(period)), unit.toNanos(initialDelay));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return scheduleAtFixedRate(command, initialDelay, delay, unit);
    }

    private static Callable<Boolean> call(Runnable command) {
        return () -> {
            command.run();
            return true;
        };
    }

    private <V> Timed<V> later(Timed<V> task, long delayNanos) {
        accepts();
        task.enter(delayNanos);
        return task;
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        line.clear();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
    }

    @Override
    public void close() {
        shutdown();
    }

    /** In which order tasks run. */
    public enum Order {
        /** as on one thread. */
        FIRST_IN_FIRST_OUT,
        /** as on many threads: each begins when it happens to. */
        ANY
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return new Patient<>(callable);
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
        return new Patient<>(() -> {
            runnable.run();
            return value;
        });
    }

    /** A future that says so instead of waiting for ever. */
    private static class Patient<V> extends FutureTask<V> {

        private Patient(Callable<V> callable) {
            super(callable);
        }

        @Override
        public V get() throws InterruptedException, ExecutionException {
            if (!isDone()) {
                throw new IllegalStateException("the only thread would wait for itself");
            }
            return super.get();
        }

        @Override
        public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException {
            return get();
        }
    }

    /** A task of a timer. */
    private final class Timed<V> extends Patient<V> implements RunnableScheduledFuture<V> {

        private final long periodNanos;
        private VirtualTime.@Nullable Entry entry;

        private Timed(Callable<V> callable, long periodNanos) {
            super(callable);
            this.periodNanos = periodNanos;
        }

        private void enter(long delayNanos) {
            entry = process.after(delayNanos, "timer", this);
        }

        @Override
        public void run() {
            if (shutdown) {
                return;
            }
            if (periodNanos == 0) {
                super.run();
            } else if (runAndReset()) {
                enter(periodNanos);
            }
        }

        @Override
        protected void setException(Throwable t) {
            super.setException(t);
            throw new SimulationException(process.name(), process.time().nanos(), t);
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            if (entry != null) {
                entry.cancel();
            }
            return super.cancel(false);
        }

        @Override
        public boolean isPeriodic() {
            return periodNanos != 0;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            long due = entry == null ? 0 : entry.nanos();
            return unit.convert(due - process.time().nanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
