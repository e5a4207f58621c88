package dev.heddle.coordinator.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionNumbersTest {

    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());

    @Test
    void eachNumberIsAboveTheOneBeforeEvenWhenTheClockStepsBack() {
        SessionNumbers numbers = new SessionNumbers(clock, 3);
        long first = numbers.next(0);
        long second = numbers.next(0);
        millis.addAndGet(-5_000);
        long third = numbers.next(0);
        assertThat(second).isGreaterThan(first);
        assertThat(third).isGreaterThan(second);
    }

    @Test
    void aRestartedReplicaDrawsAboveItsFormerLife() {
        long before = new SessionNumbers(clock, -1).next(0);
        millis.incrementAndGet();
        assertThat(new SessionNumbers(clock, 0).next(0)).isGreaterThan(before);
    }

    @Test
    void aReplicaWhoseClockIsBehindDrawsAboveWhatItKnowsOfTheNode() {
        long elsewhere = new SessionNumbers(clock, 0).next(0);
        millis.addAndGet(-3_600_000);
        assertThat(new SessionNumbers(clock, 0).next(elsewhere)).isGreaterThan(elsewhere);
    }
}
