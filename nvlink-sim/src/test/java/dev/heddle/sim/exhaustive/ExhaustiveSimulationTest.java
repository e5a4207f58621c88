package dev.heddle.sim.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExhaustiveSimulationTest {

    private static final int MOST_STATES = 100_000_000;
    private static final boolean LARGE = Boolean.getBoolean("heddle.scopes.large");
    private static final int WALKS = Integer.getInteger("heddle.walks", 2_000);

    static Stream<Scope> small() {
        return Scopes.SMALL.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("small")
    @Execution(ExecutionMode.CONCURRENT)
    void noHistoryOfASmallClusterBreaksAnInvariant(Scope scope) {
        search(scope);
    }

    static Stream<Scope> large() {
        return LARGE ? Scopes.LARGE.stream() : Stream.empty();
    }

    /** One after the other: each takes gigabytes. */
    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("large")
    void noHistoryOfALargerClusterBreaksAnInvariant(Scope scope) {
        search(scope);
    }

    @SuppressWarnings("SystemOut") // the count of states is a result
    private static void search(Scope scope) {
        long start = System.nanoTime();
        Search.Found found = Search.of(scope, MOST_STATES, () -> true);
        System.out.println(found + " " + (System.nanoTime() - start) / 1_000_000 + " ms");
        assertThat(found.violation()).isEmpty();
        assertThat(found.complete()).isTrue();
    }

    static Stream<Scope> wild() {
        return Scopes.WILD.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wild")
    @Execution(ExecutionMode.CONCURRENT)
    @SuppressWarnings("SystemOut") // the count of states is a result
    void noRandomHistoryBreaksAnInvariant(Scope scope) {
        long start = System.nanoTime();
        AtomicInteger left = new AtomicInteger(WALKS);
        Search.Found found = Search.walks(scope, 1, () -> left.getAndDecrement() > 0);
        System.out.println(found + " " + (System.nanoTime() - start) / 1_000_000 + " ms");
        assertThat(found.violation()).isEmpty();
    }

    @Test
    void theSameScopeGivesTheSameStates() {
        Scope scope = Scopes.SMALL.getFirst();
        Search.Found once = Search.of(scope, 20_000, () -> true);
        Search.Found again = Search.of(scope, 20_000, () -> true);
        assertThat(again).hasToString(once.toString());
    }
}
