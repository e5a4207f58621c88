package dev.heddle.sim.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.Stamp;
import dev.heddle.sim.virtual.CrashPoint.Place;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent dies at every step of taking one grant away and putting another in place, before, in and after it. */
class AgentCrashPointsTest {

    private static final int MAX_STEPS = 60;

    @ParameterizedTest(name = "{0}, power lost: {1}")
    @CsvSource({"BEFORE, false", "MIDDLE, false", "AFTER, false", "BEFORE, true", "MIDDLE, true", "AFTER, true"})
    void deathAtAnyStepEndsAsOrderedAndTakesNothingBack(Place place, boolean power) {
        int step = 1;
        while (diesAt(new CrashPoint(step, place, power))) {
            step++;
            assertThat(step).as("steps of two small orders").isLessThan(MAX_STEPS);
        }
        assertThat(step).as("steps at which it died").isGreaterThan(8);
    }

    /** Whether there was such a step. */
    private static boolean diesAt(CrashPoint point) {
        AgentSimulation simulation = new AgentSimulation(17, 1);
        simulation.calm();
        simulation.run(Duration.ofSeconds(20));
        VirtualNode node = simulation.fleet().nodes().getFirst();
        simulation.control().give(node);
        simulation.order(node.name());
        simulation.run(Duration.ofSeconds(20));
        Stamp before = stamp(node).orElseThrow();
        long starts = node.starts();

        node.crashAt(point);
        simulation.control().take(node);
        simulation.control().give(node);
        simulation.order(node.name());
        simulation.run(Duration.ofMinutes(2));

        assertThat(simulation.violations()).as("%s", point).isEmpty();
        assertThat(simulation.differences()).as("%s", point).isEmpty();
        assertThat(stamp(node).orElseThrow()).as("%s", point).isGreaterThan(before);
        return node.starts() > starts;
    }

    private static Optional<Stamp> stamp(VirtualNode node) {
        return node.status().flatMap(status -> status.applied()).map(applied -> applied.stamp());
    }
}
