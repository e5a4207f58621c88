package dev.heddle.sim.cluster.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * One rack whose ledger is set back again and again, while nodes boot, are declared off, and keep what they hold: what among
 * all kinds of faults comes together too rarely. {@code -Dheddle.simulation.restores=1-2000} runs more of it.
 */
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
    private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.heddle");
    private static final java.util.logging.Logger OUR_SYSTEM = java.util.logging.Logger.getLogger("dev.heddle");

    /** What a cluster complains of is what faults do to it. */
    @BeforeAll
    static void beQuiet() {
        OURS.setLevel(Level.OFF);
        OUR_SYSTEM.setLevel(java.util.logging.Level.OFF);
    }

    @AfterAll
    static void theLedgerWasSetBack() {
        OURS.setLevel(Level.WARN);
        OUR_SYSTEM.setLevel(null);
        assertThat(RESTORES.sum()).isPositive();
    }

    static LongStream seeds() {
        String[] range = System.getProperty("heddle.simulation.restores", "1-4").split("-", 2);
        return LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[1]));
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
