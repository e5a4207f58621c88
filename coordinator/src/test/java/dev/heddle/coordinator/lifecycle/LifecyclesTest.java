package dev.heddle.coordinator.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.allocation.Formation;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.Trigger;
import dev.heddle.coordinator.docs.GeneratedBlock;
import dev.heddle.coordinator.health.DomainRollup;
import dev.heddle.coordinator.health.DomainState;
import dev.heddle.coordinator.health.DomainTrigger;
import dev.heddle.coordinator.health.Health;
import dev.heddle.coordinator.health.TransitionTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecyclesTest {

    private static final Formation COMPLETE = new Formation(2, 2, true, "", "");
    private static final Formation INCOMPLETE = new Formation(2, 1, true, "MemberLost", "");

    @Test
    void computeDomainsMachineAndTableAgreeOnEveryStateTriggerAndGuardValue() {
        agree(Lifecycles.computeDomainMachine(), Phase.values(), Trigger.values(), formations());
    }

    @Test
    void domainsMachineAndTableAgreeOnEveryStateTriggerAndGuardValue() {
        agree(Lifecycles.domainMachine(), DomainState.values(), DomainTrigger.values(), rollups());
    }

    @Test
    void computeDomainsGoTheirWay() {
        TransitionTable<Phase, Trigger, Formation> table = Lifecycles.computeDomains();

        assertThat(table.next(Phase.PENDING, Trigger.PLACED, Formation.NONE)).hasValue(Phase.FORMING);
        assertThat(table.next(Phase.FORMING, Trigger.UNPLACED, Formation.NONE)).hasValue(Phase.PENDING);
        assertThat(table.next(Phase.FORMING, Trigger.MEMBERS_CHANGED, INCOMPLETE))
                .isEmpty();
        assertThat(table.next(Phase.FORMING, Trigger.MEMBERS_CHANGED, COMPLETE)).hasValue(Phase.READY);
        assertThat(table.next(Phase.READY, Trigger.MEMBERS_CHANGED, COMPLETE)).isEmpty();
        assertThat(table.next(Phase.READY, Trigger.MEMBERS_CHANGED, INCOMPLETE)).hasValue(Phase.DEGRADED);
        assertThat(table.next(Phase.DEGRADED, Trigger.MEMBERS_CHANGED, COMPLETE))
                .hasValue(Phase.READY);
    }

    @Test
    void everyPhaseButReleasingCanBeDeletedAndReleasingLeadsNowhere() {
        TransitionTable<Phase, Trigger, Formation> table = Lifecycles.computeDomains();

        for (Phase phase : Phase.values()) {
            for (Formation formation : formations()) {
                if (phase == Phase.RELEASING) {
                    for (Trigger trigger : Trigger.values()) {
                        assertThat(table.next(phase, trigger, formation)).isEmpty();
                    }
                } else {
                    assertThat(table.next(phase, Trigger.DELETED, formation)).hasValue(Phase.RELEASING);
                }
            }
        }
    }

    @Test
    void anOrphanedComputeDomainLeavesOnlyByDelete() {
        TransitionTable<Phase, Trigger, Formation> table = Lifecycles.computeDomains();

        for (Trigger trigger : List.of(Trigger.PLACED, Trigger.UNPLACED, Trigger.MEMBERS_CHANGED)) {
            for (Formation formation : formations()) {
                assertThat(table.next(Phase.ORPHANED, trigger, formation)).isEmpty();
            }
        }
    }

    @Test
    void forEveryRollUpExactlyOneDomainStateHoldsWhateverTheDomainWasBefore() {
        TransitionTable<DomainState, DomainTrigger, DomainRollup> table = Lifecycles.domains();

        for (DomainRollup rollup : rollups()) {
            List<DomainState> reached = new ArrayList<>();
            for (DomainState from : DomainState.values()) {
                reached.add(table.next(from, DomainTrigger.ROLLED_UP, rollup).orElse(from));
            }
            assertThat(reached).as("%s", rollup).containsOnly(reached.getFirst());
        }
    }

    @Test
    void noTwoTransitionsOfAStateApplyAtOnce() {
        noTwo(Lifecycles.computeDomainMachine().rows(), formations());
        noTwo(Lifecycles.domainMachine().rows(), rollups());
    }

    @Test
    void diagramsInTheDocsAreThoseOfTheMachines() throws IOException {
        new GeneratedBlock("lifecycles.md", "compute-domains")
                .is(fenced(Lifecycles.computeDomainMachine().diagram()));
        new GeneratedBlock("lifecycles.md", "nvlink-domains")
                .is(fenced(Lifecycles.domainMachine().diagram()));
    }

    private static String fenced(String diagram) {
        return "```mermaid\n" + diagram + "```\n";
    }

    private static <S extends Enum<S>, T extends Enum<T>, G> void agree(
            DeclaredMachine<S, T, G> machine, S[] states, T[] triggers, List<G> values) {
        TransitionTable<S, T, G> table = machine.table();
        for (S state : states) {
            for (T trigger : triggers) {
                for (G value : values) {
                    assertThat(machine.fire(state, trigger, value))
                            .as("%s on %s with %s", state, trigger, value)
                            .isEqualTo(table.next(state, trigger, value).orElse(state));
                }
            }
        }
    }

    private static <S extends Enum<S>, T extends Enum<T>, G> void noTwo(
            List<TransitionTable.Row<S, T, G>> rows, List<G> values) {
        for (TransitionTable.Row<S, T, G> row : rows) {
            for (G value : values) {
                assertThat(rows)
                        .filteredOn(other -> other.from() == row.from()
                                && other.trigger() == row.trigger()
                                && other.guard().test(value))
                        .hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    private static List<Formation> formations() {
        List<Formation> formations = new ArrayList<>();
        for (int members = 0; members <= 2; members++) {
            for (int applied = 0; applied <= members; applied++) {
                formations.add(new Formation(members, applied, true, "", ""));
                formations.add(new Formation(members, applied, false, "", ""));
            }
        }
        return formations;
    }

    private static List<DomainRollup> rollups() {
        List<DomainRollup> rollups = new ArrayList<>();
        for (int nodes = 0; nodes <= 2; nodes++) {
            for (int heard = 0; heard <= nodes; heard++) {
                for (int training = 0; training <= heard; training++) {
                    for (Health worst : Health.values()) {
                        rollups.add(new DomainRollup(nodes, heard, training, worst, true));
                        rollups.add(new DomainRollup(nodes, heard, training, worst, false));
                    }
                }
            }
        }
        return rollups;
    }
}
