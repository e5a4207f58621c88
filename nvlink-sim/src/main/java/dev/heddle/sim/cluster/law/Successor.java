package dev.heddle.sim.cluster.law;

import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Decider;
import dev.heddle.coordinator.allocation.Decision;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Evolve;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Rules;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.sim.cluster.Cluster.Decided;
import dev.heddle.sim.cluster.LedgerStore.Row;
import dev.heddle.sim.virtual.NodeInvariants.Found;
import java.util.List;
import java.util.SortedMap;

/**
 * I8, of decisions: a process that has just read the ledger, with the commits in flight in it, and has heard the same
 * reports, decides the same. Compared is what would be written and answered. Left out are the lines of the event feed and
 * the states of NVLink domains: they tell what changed since this leader looked last, and nothing is decided by them.
 */
final class Successor {

    private final Decider decider;
    private final Found found;
    private final int oneIn;
    private long quiet;
    private long written;
    private long compared;

    /**
     * @param oneIn how many decisions there are to one that is looked at; of those that write nothing, and of those that
     *     write something
     */
    Successor(Rules rules, int oneIn, Found found) {
        this.decider = new Decider(rules);
        this.found = found;
        this.oneIn = oneIn;
    }

    /** Decisions that were compared. */
    long compared() {
        return compared;
    }

    /** Looks at one in some decisions of a leader that is not deposed. */
    void decided(Decided decided, SortedMap<RecordKey, Row> rows) {
        boolean writes = decided.decision().events().stream().anyMatch(Event.Durable.class::isInstance);
        boolean due = writes ? written++ % oneIn == 0 : quiet++ % oneIn == 0;
        if (due) {
            compare(decided, rows);
        }
    }

    private void compare(Decided decided, SortedMap<RecordKey, Row> rows) {
        compared++;
        Image fresh = heard(
                Expected.of(rows, decided.inFlight(), decided.epoch())
                        .loaded(Image.empty(decided.image().cluster()), decided.epoch()),
                decided.image());
        Command command = decided.command();
        Decision again = decider.decide(fresh, command, decided.context());
        List<Event> then = durable(decided.decision());
        List<Event> now = durable(again);
        if (!then.equals(now)) {
            found.violation(
                    "I8",
                    decided.replica() + " decides for " + command + " to write " + then + ", its successor would write "
                            + now);
        } else if (!decided.decision().reply().equals(again.reply())) {
            found.violation(
                    "I8",
                    decided.replica() + " answers to " + command + " with "
                            + decided.decision().reply() + ", its successor would with " + again.reply());
        }
    }

    /** The same reports arrive. */
    private static Image heard(Image loaded, Image from) {
        Image image = loaded;
        for (UnitState unit : from.units().values()) {
            for (NodeView view : unit.views().values()) {
                image = Evolve.apply(image, new Event.NodeObserved(view.observation()));
            }
        }
        for (NodeView view : from.strangers().values()) {
            image = Evolve.apply(image, new Event.NodeObserved(view.observation()));
        }
        return image;
    }

    private static List<Event> durable(Decision decision) {
        return decision.events().stream()
                .filter(Event.Durable.class::isInstance)
                .toList();
    }
}
