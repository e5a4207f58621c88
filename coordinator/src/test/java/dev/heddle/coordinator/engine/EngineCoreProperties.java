package dev.heddle.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.UnitState;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineCoreProperties {

    private static final int STEPS = 1_500;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomCreatesDeletesCrashesAndLostAnswersNeverOverlapAndLeaveNothingBehind(long seed) {
        Random random = new Random(seed);
        TestCluster cluster = new TestCluster(3, 4, 4, Optional.of(random));
        cluster.converge();
        for (int step = 0; step < STEPS; step++) {
            step(cluster, random, step);
            assertThat(cluster.violations).as("seed %d step %d", seed, step).isEmpty();
        }
        quiet(cluster);
        assertThat(cluster.violations).as("seed %d", seed).isEmpty();
        assertThat(cluster.core.committed().computeDomains().size())
                .as("seed %d", seed)
                .isZero();
        for (UnitState unit : cluster.core.committed().units().values()) {
            assertThat(unit.unit().grants()).as("seed %d", seed).isEmpty();
            assertThat(unit.unit().quarantines()).as("seed %d", seed).isEmpty();
        }
        assertThat(cluster.agents).as("seed %d", seed).allMatch(agent -> agent.held.isEmpty());
    }

    private static void step(TestCluster cluster, Random random, int step) {
        TestAgent agent = cluster.agents.get(random.nextInt(cluster.agents.size()));
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> cluster.create("cd-" + step, 1 + random.nextInt(4), 1 + random.nextInt(4));
            case 3, 4 -> deleteAny(cluster, random);
            case 5 -> {
                agent.reboot();
                agent.connected = true;
                cluster.report(agent);
            }
            case 6 -> {
                agent.connected = false;
                cluster.report(agent);
            }
            case 7 -> {
                agent.connected = true;
                agent.session++;
                cluster.report(agent);
            }
            case 8 -> {
                if (random.nextInt(4) == 0) {
                    cluster.elect();
                    cluster.agents.forEach(a -> a.session++);
                }
            }
            case 9 -> {
                agent.record = RecordState.AMNESIA;
                agent.stamp = Stamp.NONE;
                agent.session++;
                cluster.report(agent);
            }
            case 10 -> cluster.ask(new Command.Fence(agent.node));
            case 11, 12 -> cluster.ask(new Command.Tick(random.nextBoolean()));
            default -> {
                cluster.obey(agent);
                cluster.report(agent);
            }
        }
    }

    private static void deleteAny(TestCluster cluster, Random random) {
        int size = cluster.core.committed().computeDomains().size();
        if (size == 0) {
            return;
        }
        int index = random.nextInt(size);
        for (var state : cluster.core.committed().computeDomains().values()) {
            if (index-- == 0) {
                cluster.delete(state.computeDomain().name().value());
                return;
            }
        }
    }

    private static void quiet(TestCluster cluster) {
        cluster.agents.forEach(agent -> {
            agent.connected = true;
            agent.session++;
        });
        cluster.converge();
        for (var state : cluster.core.committed().computeDomains().values()) {
            assertThat(state.computeDomain().phase()).isIn(Phase.READY, Phase.PENDING, Phase.ORPHANED, Phase.FORMING);
            cluster.delete(state.computeDomain().name().value());
        }
        cluster.converge();
    }
}
