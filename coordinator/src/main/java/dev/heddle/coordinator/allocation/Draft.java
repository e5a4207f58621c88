package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.topology.PersistentMap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A decision in the making: each event is applied at once, so that the next step sees it. */
final class Draft {

    private final Rules rules;
    private final Context context;
    private final List<Event> events = new ArrayList<>();
    private final Set<UnitId> touched = new LinkedHashSet<>();
    private Image image;
    private boolean roomMayHaveGrown;
    private @Nullable NodeName asked;
    private @Nullable PersistentMap<NodeName, UnitId> homes;
    private Optional<UnitId> home = Optional.empty();

    Draft(Image image, Rules rules, Context context) {
        this.image = image;
        this.rules = rules;
        this.context = context;
    }

    Image image() {
        return image;
    }

    Rules rules() {
        return rules;
    }

    Context context() {
        return context;
    }

    List<Event> events() {
        return events;
    }

    Set<UnitId> touched() {
        return touched;
    }

    boolean roomMayHaveGrown() {
        return roomMayHaveGrown;
    }

    void roomGrew() {
        roomMayHaveGrown = true;
    }

    void touch(NodeName node) {
        home(node).ifPresent(touched::add);
    }

    /** The unit of an adopted node. */
    Optional<UnitState> unitOf(NodeName node) {
        return home(node).flatMap(image.units()::get);
    }

    /** What a node's agent says, adopted or not. */
    Optional<NodeView> view(NodeName node) {
        return unitOf(node)
                .flatMap(unit -> unit.view(node))
                .or(() -> image.strangers().get(node));
    }

    /** One decision asks for the home of one node again and again. */
    @SuppressWarnings("ReferenceEquality") // The same homes, not equal ones.
    private Optional<UnitId> home(NodeName node) {
        if (!node.equals(asked) || image.homes() != homes) {
            asked = node;
            homes = image.homes();
            home = homes.get(node);
        }
        return home;
    }

    void add(Event event) {
        events.add(event);
        image = Evolve.apply(image, event);
    }

    void write(UnitRecord unit) {
        long version = image.units().get(unit.id()).map(UnitState::version).orElse(0L) + 1;
        add(new Event.UnitWritten(unit, version));
        touched.add(unit.id());
    }

    void erase(UnitRecord unit) {
        long version = image.units().get(unit.id()).map(UnitState::version).orElse(0L) + 1;
        add(new Event.UnitErased(unit.id(), version));
        touched.remove(unit.id());
    }

    void write(ComputeDomainRecord computeDomain) {
        add(new Event.ComputeDomainWritten(computeDomain, version(computeDomain.uid()) + 1));
    }

    void erase(ComputeDomainRecord computeDomain) {
        add(new Event.ComputeDomainErased(computeDomain.uid(), version(computeDomain.uid()) + 1));
    }

    long version(ComputeDomainUid uid) {
        return image.computeDomains().get(uid).map(ComputeDomainState::version).orElse(0L);
    }

    void note(boolean warning, String reason, Note.Subject about, String rack, String message) {
        add(new Event.Noted(new Note(context.now(), warning, reason, about, rack, message)));
    }

    void note(boolean warning, String reason, NodeName node, String message) {
        String rack = image.unitOf(node)
                .flatMap(unit -> unit.unit().node(node))
                .map(known -> known.place().rack().value())
                .orElse("");
        note(warning, reason, new Note.Subject("Node", node.value()), rack, message);
    }

    void note(boolean warning, String reason, ComputeDomainRecord about, String message) {
        note(warning, reason, new Note.Subject("ComputeDomain", about.name().value()), "", message);
    }
}
