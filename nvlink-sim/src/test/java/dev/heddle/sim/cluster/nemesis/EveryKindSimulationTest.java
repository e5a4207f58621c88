package dev.heddle.sim.cluster.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each kind of fault in turn, on one cluster. */
class EveryKindSimulationTest {

    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int MOST_LOOKS = 90;

    @Test
    void everyKindHappens() {
        Run run = new Run(4, Set.of(), number -> false);
        run.run(Duration.ofSeconds(10));
        for (FaultKind kind : FaultKind.values()) {
            Nemesis nemesis =
                    new Nemesis(run.cluster(), new Nemesis.Settings(EnumSet.of(kind), Duration.ofMillis(500)));
            nemesis.start();
            run.run(Duration.ofSeconds(4));
            nemesis.calm();
            assertThat(nemesis.counts()).containsOnlyKeys(kind);
            assertThat(nemesis.made().getLast().text()).as(kind.text()).isNotBlank().doesNotContain("\n");
            for (int i = 0; i < MOST_LOOKS && !nemesis.settled(); i++) {
                run.run(LOOK);
            }
            assertThat(nemesis.settled()).as(kind.text()).isTrue();
        }
    }
}
