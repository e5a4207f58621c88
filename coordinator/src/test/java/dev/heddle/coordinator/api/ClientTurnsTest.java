package dev.heddle.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientTurnsTest {

    private static final int AT_ONCE = 3;

    private final ClientTurns turns = new ClientTurns(AT_ONCE, Duration.ZERO);

    @Test
    void aClientThatAsksForManyChangesAtOnceTakesNobodyElsesTurn() {
        beside(AT_ONCE, () -> {
            assertThatThrownBy(() -> turns.take("10.0.0.1", () -> "done"))
                    .isInstanceOf(Problem.ProblemException.class)
                    .hasMessageContaining("3 at once");
            assertThat(turns.take("10.0.0.2", () -> "done")).isEqualTo("done");
        });
        assertThat(turns.take("10.0.0.1", () -> "done")).isEqualTo("done");
    }

    @Test
    void aChangeThatFailsGivesItsTurnBack() {
        for (int i = 0; i <= AT_ONCE; i++) {
            assertThatThrownBy(() -> turns.take("10.0.0.1", () -> {
                        throw new IllegalStateException("failed");
                    }))
                    .hasMessage("failed");
        }
    }

    @Test
    void whatAStandbyHandsOnIsItsClients() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr("10.0.0.9");
        request.addHeader(LeaderForwardFilter.CLIENT, "10.0.0.1");
        assertThat(ClientTurns.client(request)).isEqualTo("10.0.0.9");

        request.addHeader(LeaderForwardFilter.FORWARDED, "replica-2");

        assertThat(ClientTurns.client(request)).isEqualTo("10.0.0.1");
    }

    /** Takes a step while {@code changes} of 10.0.0.1 are before the engine. */
    private void beside(int changes, Runnable step) {
        if (changes == 0) {
            step.run();
            return;
        }
        turns.take("10.0.0.1", () -> {
            beside(changes - 1, step);
            return changes;
        });
    }
}
