package dev.heddle.sim.cluster.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What breaks clusters, and whether it mends them. */
class NemesisSimulationTest {

    private static final Duration SETTLING = Duration.ofMinutes(3);

    @Test
    void usersOfAWellClusterKeepMostOfItBusy() {
        Run run = new Run(1, Set.of(), number -> false);
        run.run(Duration.ofMinutes(3));

        assertThat(run.violations()).isEmpty();
        assertThat(run.nemesis().faults()).isZero();
        assertThat(run.created()).isGreaterThan(50);
        assertThat(run.deleted()).isGreaterThan(20);
        assertThat(run.users().use()).isBetween(0.4, 1.2);
        run.users().endAll();
        run.run(Duration.ofMinutes(1));
        assertThat(run.users().settled()).isTrue();
        assertThat(run.cluster().store().computeDomains()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void afterEverythingThatCanHappenAllIsMended(long seed) {
        Run run = new Run(seed, Run.everything(), number -> false);
        run.run(Duration.ofMinutes(5));
        run.nemesis().calm();
        run.users().calm();
        long faults = run.nemesis().faults();
        run.run(SETTLING);

        assertThat(run.violations()).as("seed %d", seed).isEmpty();
        assertThat(run.nemesis().faults()).isEqualTo(faults).isGreaterThan(100);
        assertThat(run.nemesis().settled()).isTrue();
        assertThat(run.users().unanswered()).isEmpty();
        assertThat(run.users().settled()).isTrue();
        assertThat(run.cluster().leader()).isPresent();
        assertThat(run.cluster().fleet().world().state().faults()).isEmpty();
        assertThat(run.cluster().network().links().blockedWays()).isZero();
        System.out.printf(
                "seed %d: %d events, %d faults, %s, created %d, deleted %d, epoch %d%n",
                seed,
                run.cluster().time().events(),
                faults,
                run.users().counts(),
                run.created(),
                run.deleted(),
                run.cluster().store().epoch());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NODE_FENCED", "NODE_FORGOTTEN", "NODE_CORDONED", "LEDGER_RESTORED", "COORDINATOR_RELEASE"})
    void oneKindAloneIsMended(FaultKind kind) {
        Run run = new Run(3, EnumSet.of(kind), number -> false);
        run.run(Duration.ofMinutes(3));
        run.nemesis().calm();
        run.users().calm();
        run.run(SETTLING);

        assertThat(run.violations()).isEmpty();
        assertThat(run.nemesis().counts()).containsOnlyKeys(kind);
        assertThat(run.nemesis().settled()).isTrue();
        assertThat(run.users().unanswered()).isEmpty();
        assertThat(run.users().settled()).isTrue();
    }

    @Test
    void whatIsLeftOutMovesNoOtherFault() {
        Run whole = new Run(5, Run.everything(), number -> false);
        Run part = new Run(5, Run.everything(), number -> number % 3 == 0);
        whole.run(Duration.ofMinutes(1));
        part.run(Duration.ofMinutes(1));

        assertThat(part.nemesis().drawn()).isEqualTo(whole.nemesis().drawn());
        assertThat(part.nemesis().made()).isNotEmpty().noneMatch(made -> made.number() % 3 == 0);
        assertThat(moments(part)).isSubsetOf(moments(whole));
    }

    /** Kinds and times; whom a fault hits follows from what happened before. */
    private static List<String> moments(Run run) {
        return run.nemesis().made().stream()
                .filter(made -> made.kind() == FaultKind.LEDGER_DOWN || made.kind() == FaultKind.GRID_LOST
                        || made.kind() == FaultKind.LEDGER_ANSWERS_LOST)
                .map(Nemesis.Made::toString)
                .toList();
    }

    @Test
    void runsOfOneSeedAreEqual() {
        Run one = new Run(7, Run.everything(), number -> false);
        Run other = new Run(7, Run.everything(), number -> false);
        one.run(Duration.ofMinutes(2));
        other.run(Duration.ofMinutes(2));

        assertThat(one.cluster().time().traceHash())
                .isEqualTo(other.cluster().time().traceHash());
        assertThat(one.nemesis().made()).isEqualTo(other.nemesis().made());
    }
}
