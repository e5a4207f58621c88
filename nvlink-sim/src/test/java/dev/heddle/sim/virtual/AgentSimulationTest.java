package dev.heddle.sim.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.RefusalReason;
import dev.heddle.sim.virtual.AgentSimulation.Trouble;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Some fifty real agents under every fault that a node and its network can have. */
class AgentSimulationTest {

    private static final Duration LENGTH = Duration.ofMinutes(20);
    private static final Duration CONVERGENCE = Duration.ofMinutes(3);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverHappensNothingGoesBackAndNothingIsGivenTwice(long seed) {
        AgentSimulation simulation = new AgentSimulation(seed, 3);
        simulation.run(LENGTH);
        assertThat(simulation.violations()).as("seed %d", seed).isEmpty();

        simulation.calm();
        simulation.run(CONVERGENCE);

        assertThat(simulation.violations()).as("seed %d", seed).isEmpty();
        assertThat(simulation.differences()).as("seed %d", seed).isEmpty();
        assertThat(simulation.troubles()).as("seed %d", seed).containsOnlyKeys(Trouble.values());
        assertThat(simulation.control().refusals(RefusalReason.OLD))
                .as("old orders refused")
                .isPositive();
        assertThat(simulation.control().amnesias()).as("reports of amnesia").isPositive();
        System.out.printf(
                "seed %d: %d events, %d messages, %d faults, epoch %d, refused %d, amnesias %d, starts %d%n",
                seed,
                simulation.time().events(),
                simulation.network().sent(),
                simulation.troubles().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum(),
                simulation.control().epoch(),
                simulation.control().refusals(RefusalReason.OLD),
                simulation.control().amnesias(),
                simulation.fleet().nodes().stream()
                        .mapToLong(VirtualNode::starts)
                        .sum());
    }

    @Test
    void runsOfOneSeedAreEqual() {
        AgentSimulation one = new AgentSimulation(5, 1);
        AgentSimulation other = new AgentSimulation(5, 1);
        AgentSimulation different = new AgentSimulation(6, 1);
        one.run(Duration.ofMinutes(5));
        other.run(Duration.ofMinutes(5));
        different.run(Duration.ofMinutes(5));

        assertThat(one.time().traceHash())
                .isEqualTo(other.time().traceHash())
                .isNotEqualTo(different.time().traceHash());
        assertThat(one.time().events()).isEqualTo(other.time().events());
    }
}
