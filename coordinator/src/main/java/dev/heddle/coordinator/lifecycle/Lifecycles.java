package dev.heddle.coordinator.lifecycle;

import dev.heddle.coordinator.allocation.Formation;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.Trigger;
import dev.heddle.coordinator.health.DomainRollup;
import dev.heddle.coordinator.health.DomainState;
import dev.heddle.coordinator.health.DomainTrigger;
import dev.heddle.coordinator.health.TransitionTable;

/**
 * The two lifecycles: states, triggers and guards in one place. Each call builds the Spring state machine and reads it
 * out; no Spring context is needed.
 */
public final class Lifecycles {

    private static final NamedGuard<Formation> COMPLETE = new NamedGuard<>("complete", Formation::complete);
    private static final NamedGuard<Formation> INCOMPLETE = new NamedGuard<>("incomplete", Formation::incomplete);

    private static final NamedGuard<DomainRollup> SILENT = new NamedGuard<>("silent", DomainRollup::silent);
    private static final NamedGuard<DomainRollup> CHANGING = new NamedGuard<>("changing", DomainRollup::changing);
    private static final NamedGuard<DomainRollup> DEGRADED = new NamedGuard<>("degraded", DomainRollup::degraded);
    private static final NamedGuard<DomainRollup> TRAINING =
            new NamedGuard<>("trainingOnly", DomainRollup::trainingOnly);
    private static final NamedGuard<DomainRollup> HEALTHY = new NamedGuard<>("healthy", DomainRollup::healthy);

    private Lifecycles() {}

    /** The lifecycle of ComputeDomains. */
    public static TransitionTable<Phase, Trigger, Formation> computeDomains() {
        return computeDomainMachine().table();
    }

    /** The lifecycle of NVLink domains. */
    public static TransitionTable<DomainState, DomainTrigger, DomainRollup> domains() {
        return domainMachine().table();
    }

    static DeclaredMachine<Phase, Trigger, Formation> computeDomainMachine() {
        var declaration = new DeclaredMachine.Declaration<Phase, Trigger, Formation>(
                        Phase.class, Phase.PENDING, Formation.class)
                .move(Phase.PENDING, Trigger.PLACED, NamedGuard.always(), Phase.FORMING)
                .move(Phase.FORMING, Trigger.UNPLACED, NamedGuard.always(), Phase.PENDING)
                .move(Phase.FORMING, Trigger.MEMBERS_CHANGED, COMPLETE, Phase.READY)
                .move(Phase.READY, Trigger.MEMBERS_CHANGED, INCOMPLETE, Phase.DEGRADED)
                .move(Phase.DEGRADED, Trigger.MEMBERS_CHANGED, COMPLETE, Phase.READY);
        for (Phase phase : Phase.values()) {
            if (phase != Phase.RELEASING) {
                declaration.move(phase, Trigger.DELETED, NamedGuard.always(), Phase.RELEASING);
            }
        }
        return declaration.build();
    }

    static DeclaredMachine<DomainState, DomainTrigger, DomainRollup> domainMachine() {
        var declaration = new DeclaredMachine.Declaration<DomainState, DomainTrigger, DomainRollup>(
                DomainState.class, DomainState.UNREACHABLE, DomainRollup.class);
        for (DomainState from : DomainState.values()) {
            for (DomainState to : DomainState.values()) {
                if (from != to) {
                    declaration.move(from, DomainTrigger.ROLLED_UP, leadingTo(to), to);
                }
            }
        }
        return declaration.build();
    }

    private static NamedGuard<DomainRollup> leadingTo(DomainState state) {
        return switch (state) {
            case UNREACHABLE -> SILENT;
            case TRAINING -> TRAINING;
            case HEALTHY -> HEALTHY;
            case DEGRADED -> DEGRADED;
            case CLUSTER_UUID_CHANGING -> CHANGING;
        };
    }
}
