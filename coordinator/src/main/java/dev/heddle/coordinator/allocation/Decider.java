package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.health.DomainRollup;
import dev.heddle.coordinator.health.DomainState;
import dev.heddle.coordinator.health.DomainTrigger;

/** Decides what a command changes. Pure: the same image, command and context give the same decision. */
public final class Decider implements Deciding {

    private final Rules rules;

    /** Follows {@code rules}. */
    public Decider(Rules rules) {
        this.rules = rules;
    }

    /** What these decisions follow. */
    public Rules rules() {
        return rules;
    }

    @Override
    public Decision decide(Image image, Command command, Context context) {
        Draft draft = new Draft(image, rules, context);
        Reply reply = switch (command) {
            case Command.Observe observe -> Observing.observe(draft, observe.observation());
            case Command.Create create -> Creating.create(draft, create);
            case Command.Delete delete -> Releasing.delete(draft, delete);
            case Command.Cordon cordon -> Operating.cordon(draft, cordon);
            case Command.Fence fence -> Operating.fence(draft, fence.node());
            case Command.Forget forget -> Operating.forget(draft, forget.node());
            case Command.Tick tick -> Passing.tick(draft, tick.reconsider());
            case Command.Remark remark -> Operating.remark(draft, remark);
            case Command.TakeOver takeOver -> TakingOver.takeOver(draft, takeOver.ledgerOlder());
        };
        draft.touched().forEach(unit -> rollUp(draft, unit));
        return new Decision(draft.events(), reply, draft.roomMayHaveGrown(), draft.image());
    }

    private static void rollUp(Draft draft, UnitId id) {
        draft.image()
                .units()
                .get(id)
                .ifPresent(unit -> draft.rules()
                        .domains()
                        .next(unit.state(), DomainTrigger.ROLLED_UP, unit.rollup())
                        .filter(next -> next != unit.state() && !isAnyOpening(unit))
                        .ifPresent(next -> moved(draft, unit, next)));
    }

    private static boolean isAnyOpening(UnitState unit) {
        return unit.views().values().stream()
                .anyMatch(view -> view.observation().isOpening());
    }

    /** Whether a new leader hears the unit's nodes one after the other: that some are missing yet is no news. */
    private static boolean isBeingHeard(UnitState unit) {
        return unit.state() == DomainState.UNREACHABLE && !unit.everyNodeHeard();
    }

    private static void moved(Draft draft, UnitState unit, DomainState next) {
        draft.add(new Event.DomainMoved(unit.unit().id(), next));
        if (unit.unit().nodes().isEmpty() || isBeingHeard(unit)) {
            return;
        }
        String rack = unit.unit().nodes().firstEntry().getValue().place().rack().value();
        DomainRollup rollup = unit.rollup();
        boolean warning = next != DomainState.HEALTHY && next != DomainState.TRAINING;
        draft.note(
                warning,
                "Domain" + Names.camel(next),
                new Note.Subject(
                        "NvlinkDomain",
                        unit.unit().cluster().isNone()
                                ? rack
                                : unit.unit().cluster().value()),
                rack,
                "NVLink domain of " + rack + " is " + Names.camel(next) + ": " + rollup.heard() + " of "
                        + rollup.nodes() + " nodes heard, worst GPU " + Names.camel(rollup.worst()) + ".");
    }
}
