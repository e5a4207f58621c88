package dev.heddle.sim.cluster.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.sim.cluster.nemesis.FaultKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One rack whose ledger is set back again and again, while nodes boot, are declared off, and keep what they hold: what among
 * all kinds of faults comes together too rarely. {@code -Dheddle.simulation.restores=1-2000} runs more of it.
 */
@ExtendWith(Seeds.class)
class RestoredClusterSimulationTest {

    private static final Duration DURATION = Duration.ofMinutes(9);
    private static final Set<FaultKind> KINDS = EnumSet.of(
            FaultKind.LEDGER_RESTORED,
            FaultKind.NODE_FENCED,
            FaultKind.NODE_REBOOT,
            FaultKind.CUT_AGENT,
            FaultKind.COORDINATOR_CRASH,
            FaultKind.STUBBORN_WORKLOADS);

    private static final LongAdder RESTORES = new LongAdder();

    @AfterAll
    static void theLedgerWasSetBack() {
        assertThat(RESTORES.sum()).isPositive();
    }

    static LongStream seeds() {
        return Seeds.of("heddle.simulation.restores", "1-4");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Execution(ExecutionMode.CONCURRENT)
    void everyInvariantHoldsHoweverOftenTheLedgerIsSetBack(long seed) {
        RunResult result = run(seed);
        assertThat(result.violations())
                .as("seed %d, the last faults: %s", seed, result.made())
                .isEmpty();
        RESTORES.add(result.faults().getOrDefault(FaultKind.LEDGER_RESTORED, 0L));
    }

    @Test
    void aSeedIsTheSameRunInEveryThread() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Callable<Long> trace = () -> run(7).trace();
            List<Future<Long>> traces = threads.invokeAll(List.of(trace, trace));
            assertThat(traces.getFirst().get()).isEqualTo(traces.getLast().get());
        }
    }

    private static RunResult run(long seed) {
        return ClusterRun.of(new RunOptions(seed, DURATION, 1, KINDS, RunOptions.Pace.HUNT, number -> false));
    }
}
