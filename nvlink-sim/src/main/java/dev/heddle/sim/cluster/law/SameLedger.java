package dev.heddle.sim.cluster.law;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.coordinator.allocation.ComputeDomainState;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.topology.PersistentMap;
import dev.heddle.sim.cluster.LedgerStore.Row;
import dev.heddle.sim.virtual.NodeInvariants.Found;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** I8, of records: what a leader decides on is the ledger with its own commits in flight, no more and no less. */
final class SameLedger {

    private final Found found;
    private final Map<String, Looked> last = new HashMap<>();

    SameLedger(Found found) {
        this.found = found;
    }

    /** What was looked at last; where it is the same again, the answer is as well. */
    private record Looked(
            long commits,
            List<Event.Durable> inFlight,
            PersistentMap<ComputeDomainUid, ComputeDomainState> computeDomains) {

        @SuppressWarnings("ReferenceEquality") // The same objects: whether equal ones are there is the question.
        boolean isSame(long other, List<Event.Durable> flying, PersistentMap<?, ?> records) {
            return commits == other
                    && computeDomains == records
                    && inFlight.size() == flying.size()
                    && (flying.isEmpty() || inFlight.getLast() == flying.getLast());
        }
    }

    /** The ledger is another one. */
    void restored() {
        last.clear();
    }

    /**
     * Looks at a decision of a leader that is not deposed.
     *
     * @param who the leader
     * @param commits how often the ledger has changed
     */
    void decided(String who, Image image, SortedMap<RecordKey, Row> rows, List<Event.Durable> inFlight, long commits) {
        Expected expected = Expected.of(rows, inFlight, image.version().epoch());
        int units = 0;
        for (UnitState unit : image.units().values()) {
            units++;
            RecordKey key = new RecordKey(Kind.UNIT, unit.unit().id().value());
            compare(who, key, new Expected.Known(unit.unit(), unit.version(), unit.epoch()), expected.get(key));
        }
        count(who, Kind.UNIT, units, expected);
        Looked before = last.get(who);
        if (before == null || !before.isSame(commits, inFlight, image.computeDomains())) {
            computeDomains(who, image, expected);
            last.put(who, new Looked(commits, inFlight, image.computeDomains()));
        }
    }

    private void computeDomains(String who, Image image, Expected expected) {
        for (ComputeDomainState state : image.computeDomains().values()) {
            RecordKey key = new RecordKey(
                    Kind.COMPUTE_DOMAIN, state.computeDomain().uid().value());
            Expected.Known there = expected.get(key);
            // An image does not say under which epoch a ComputeDomain's record was written: nothing depends on it.
            long epoch = there == null ? 0 : there.epoch();
            compare(who, key, new Expected.Known(state.computeDomain(), state.version(), epoch), there);
        }
        count(who, Kind.COMPUTE_DOMAIN, image.computeDomains().size(), expected);
    }

    private void count(String who, Kind kind, int known, Expected expected) {
        int there = expected.count(kind);
        if (known != there) {
            found.violation("I8", who + " decides on " + known + " records of kind " + kind + ", there are " + there);
        }
    }

    private void compare(String who, RecordKey key, Expected.Known known, Expected.@Nullable Known there) {
        if (there == null) {
            found.violation("I8", who + " decides on " + key + ", which is not there");
        } else if (!known.equals(there)) {
            found.violation("I8", who + " decides on " + known + ", there is " + there);
        }
    }
}
