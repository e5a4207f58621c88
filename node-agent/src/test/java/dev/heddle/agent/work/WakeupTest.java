package dev.heddle.agent.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WakeupTest {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void manyRaisesBeforeARunAreOneRun() {
        Wakeup wakeup = new Wakeup(tasks::add, runs::incrementAndGet);
        for (int i = 0; i < 1000; i++) {
            wakeup.raise();
        }

        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        assertThat(runs).hasValue(1);
    }

    @Test
    void raiseDuringARunMakesOneMoreRun() {
        Wakeup[] self = new Wakeup[1];
        self[0] = new Wakeup(tasks::add, () -> {
            if (runs.incrementAndGet() == 1) {
                self[0].raise();
                self[0].raise();
            }
        });
        self[0].raise();
        tasks.remove().run();

        assertThat(runs).hasValue(2);
        assertThat(tasks).isEmpty();
    }

    @Test
    void failedRunDoesNotStopLaterOnes() {
        Wakeup wakeup = new Wakeup(tasks::add, () -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
            }
        });
        wakeup.raise();
        assertThatThrownBy(() -> tasks.remove().run()).hasMessage("once");

        wakeup.raise();
        tasks.remove().run();
        assertThat(runs).hasValue(2);
    }

    @Test
    void runsNeverOverlapAndTheLastRaiseIsSeen() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger raised = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Wakeup wakeup = new Wakeup(executor, () -> {
                assertThat(inside.incrementAndGet()).isEqualTo(1);
                seen.set(raised.get());
                inside.decrementAndGet();
            });
            Thread[] raisers = new Thread[8];
            for (int i = 0; i < raisers.length; i++) {
                raisers[i] = Thread.ofVirtual().start(() -> {
                    for (int n = 0; n < 1000; n++) {
                        raised.incrementAndGet();
                        wakeup.raise();
                    }
                });
            }
            for (Thread raiser : raisers) {
                raiser.join();
            }
        }
        assertThat(seen).hasValue(8000);
    }
}
