package dev.heddle.sim.control;

import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.fault.FaultKind;
import dev.heddle.sim.plant.Target;
import dev.heddle.sim.plant.TargetException;
import dev.heddle.sim.world.ActiveFault;
import dev.heddle.sim.world.ConflictException;
import dev.heddle.sim.world.Evolution;
import dev.heddle.sim.world.World;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Requests about faults. */
final class FaultCalls {

    private final World world;

    FaultCalls(World world) {
        this.world = world;
    }

    Answer kinds() {
        return Answer.ok(new Kinds(Arrays.stream(FaultKind.values())
                .map(kind -> new Kind(kind.wireName(), kind.example()))
                .toList()));
    }

    Answer list() {
        return Answer.ok(shown(Evolution.active(world.state())));
    }

    Answer inject(Request request) throws TargetException, ConflictException, IOException {
        if (request.kind() == null || request.target() == null) {
            return Answer.refusal(400, "give kind and target, such as pull-tray and rack-03/tray-07");
        }
        if (request.kind().equals(FaultKind.RETURN_TRAY)) {
            return returned(request.target());
        }
        Fault fault = Fault.parse(world.plant(), request.kind(), request.target());
        return Answer.created(Shown.of(world.inject(fault)));
    }

    private Answer returned(String text) throws TargetException, ConflictException, IOException {
        Target target = world.plant().targets().parse(text);
        List<Long> pulled = world.state().faults().values().stream()
                .filter(active -> active.fault() instanceof Fault.TrayPulled tray
                        && tray.target().equals(target))
                .map(ActiveFault::sequence)
                .toList();
        List<ActiveFault> healed = world.heal(pulled);
        if (healed.isEmpty()) {
            throw new ConflictException(target.text() + " is not pulled");
        }
        return Answer.ok(Shown.of(healed.getFirst()));
    }

    Answer heal(String id) throws IOException {
        OptionalLong sequence = sequence(id);
        List<ActiveFault> healed = sequence.isPresent() ? world.heal(List.of(sequence.getAsLong())) : List.of();
        return healed.isEmpty()
                ? Answer.refusal(404, "there is no active fault " + id)
                : Answer.ok(Shown.of(healed.getFirst()));
    }

    Answer healAll() throws IOException {
        return Answer.ok(shown(world.healAll()));
    }

    private static OptionalLong sequence(String id) {
        try {
            return OptionalLong.of(Long.parseLong(id.startsWith("f-") ? id.substring(2) : id));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    static Listed shown(List<ActiveFault> faults) {
        return new Listed(faults.stream().map(Shown::of).toList());
    }

    record Request(@Nullable String kind, @Nullable String target) {}

    record Listed(List<Shown> faults) {}

    record Kinds(List<Kind> kinds) {}

    record Kind(String kind, String example) {}

    record Shown(String id, String kind, String target, Instant since) {
        static Shown of(ActiveFault active) {
            return new Shown(
                    active.id(),
                    active.fault().kind().wireName(),
                    active.fault().target().text(),
                    Instant.ofEpochMilli(active.since()));
        }
    }
}
