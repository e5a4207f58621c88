package dev.heddle.coordinator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TroubleTest {

    private final Trouble trouble = new Trouble(() -> nanos());
    private long now;

    private long nanos() {
        return now;
    }

    private void fails() {
        assertThatThrownBy(() -> trouble.watch(() -> {
                    throw new IllegalStateException("no answer");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void gridIsStuckOnceTurnsHaveFailedForLongWithoutASuccess() {
        fails();
        now += Trouble.STUCK.toNanos() - 1;
        fails();
        assertThat(trouble.takeStuck()).isFalse();

        now += 1;

        assertThat(trouble.takeStuck()).isTrue();
        assertThat(trouble.takeStuck()).as("asked again").isFalse();
    }

    @Test
    void successBetweenTwoFailuresEndsTheTrouble() {
        fails();
        trouble.watch(() -> {});
        now += Trouble.STUCK.toNanos();
        fails();

        assertThat(trouble.takeStuck()).isFalse();
    }
}
