package dev.heddle.sim.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.sim.virtual.VirtualExecutor.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private final VirtualTime time = new VirtualTime(7);
    private final VirtualProcess process = new VirtualProcess(time, new Host("host"), "process");
    private final VirtualExecutor executor = new VirtualExecutor(process, Order.FIRST_IN_FIRST_OUT, 0);
    private final List<String> done = new ArrayList<>();

    @Test
    void eventsOfOneMomentRunInTheOrderInWhichTheyWereEntered() {
        time.at(20, "late", () -> done.add("late"));
        time.at(10, "a", () -> done.add("a"));
        time.at(10, "b", () -> done.add("b"));
        time.at(10, "cancelled", () -> done.add("never")).cancel();

        time.run(Duration.ofNanos(15));

        assertThat(done).containsExactly("a", "b");
        assertThat(time.nanos()).isEqualTo(15);
        assertThat(time.events()).isEqualTo(2);
    }

    @Test
    void pausedProcessDoesWhatWasDueWhenItGoesOn() {
        executor.schedule(() -> done.add("timer"), 1, TimeUnit.SECONDS);
        executor.execute(() -> done.add("task"));
        process.pause();
        time.run(Duration.ofMinutes(1));
        assertThat(done).isEmpty();

        process.resume();
        time.run(Duration.ZERO);

        assertThat(done).containsExactly("task", "timer");
    }

    @Test
    void nothingOfAKilledProcessEverHappens() {
        executor.scheduleAtFixedRate(() -> done.add("tick"), 1, 1, TimeUnit.SECONDS);
        time.run(Duration.ofMillis(2500));
        executor.execute(() -> done.add("never"));
        process.kill();
        time.run(Duration.ofMinutes(1));

        assertThat(done).containsExactly("tick", "tick");
    }

    @Test
    void processMayBeKilledInTheMiddleOfItsOwnCode() {
        executor.execute(() -> {
            throw process.killed();
        });
        time.run(Duration.ofSeconds(1));

        assertThat(process.alive()).isFalse();
    }

    @Test
    void taskThatFailsFailsTheSimulation() {
        executor.execute(() -> {
            throw new IllegalArgumentException("wrong");
        });

        assertThatThrownBy(() -> time.run(Duration.ofSeconds(1)))
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("process")
                .hasMessageContaining("wrong");
    }

    @Test
    void waitingForAnotherTaskFailsInsteadOfHanging() {
        Future<?> future = executor.submit(() -> done.add("task"));

        assertThatThrownBy(future::get).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void cancelledTimerDoesNotRun() {
        ScheduledFuture<?> timer = executor.schedule(() -> done.add("never"), 1, TimeUnit.SECONDS);
        timer.cancel(false);
        time.run(Duration.ofSeconds(2));

        assertThat(done).isEmpty();
    }

    @Test
    void timersOfAFastClockComeEarly() {
        process.clock().rate(2);
        long before = process.clock().nanoTime();
        executor.schedule(() -> done.add("early"), 10, TimeUnit.SECONDS);
        time.run(Duration.ofSeconds(5));

        assertThat(done).containsExactly("early");
        assertThat(process.clock().nanoTime() - before)
                .isEqualTo(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void wallClockMayJumpWithoutATimersNotice() {
        process.clock().step(Duration.ofHours(-24));

        assertThat(Duration.between(process.clock().instant(), time.wall())).isEqualTo(Duration.ofHours(24));
        assertThat(process.clock().wall().instant()).isEqualTo(process.clock().instant());
    }

    @Test
    void traceTellsRunsApart() {
        VirtualTime same = new VirtualTime(7);
        VirtualTime other = new VirtualTime(7);
        same.at(5, "a", () -> {});
        other.at(6, "a", () -> {});
        time.at(5, "a", () -> {});
        List.of(time, same, other).forEach(each -> each.run(Duration.ofSeconds(1)));

        assertThat(same.traceHash()).isEqualTo(time.traceHash()).isNotEqualTo(other.traceHash());
    }
}
