package dev.heddle.sim.cluster.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clusters of 108 nodes under every kind of fault. {@code -Dheddle.simulation.seeds=1-500 -Dheddle.simulation.hours=1}
 * runs more of it.
 */
@ExtendWith(Seeds.class)
class ClusterSimulationTest {

    private static final int DECISIONS_AN_HOUR = 3_600;
    private static final int FAULTS_AN_HOUR = 360;
    private static final double HOURS = Double.parseDouble(System.getProperty("heddle.simulation.hours", "0.1"));

    static LongStream seeds() {
        return Seeds.of("heddle.simulation.seeds", "1-2");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Execution(ExecutionMode.CONCURRENT)
    @SuppressWarnings("SystemOut") // its counts are the result
    void everyInvariantHoldsAfterEveryEvent(long seed) {
        Duration duration = Duration.ofSeconds(Math.round(HOURS * 3600));
        RunResult result = ClusterRun.of(RunOptions.of(seed, duration));
        System.out.printf(
                "simulation, seed %d: %.2f hours, %,d events, %,d events/s, %,d decisions, %,d faults, trace %016x%n",
                seed,
                HOURS,
                result.events(),
                result.eventsPerSecond(),
                result.decisions(),
                result.faultCount(),
                result.trace());

        assertThat(result.violations())
                .as("./heddle sim check --seed %d --hours %s; the last faults: %s", seed, HOURS, result.made())
                .isEmpty();
        // Only such an hour counts.
        assertThat(result.decisions()).isGreaterThanOrEqualTo((long) (DECISIONS_AN_HOUR * HOURS));
        assertThat(result.faultCount()).isGreaterThanOrEqualTo((long) (FAULTS_AN_HOUR * HOURS));
    }
}
