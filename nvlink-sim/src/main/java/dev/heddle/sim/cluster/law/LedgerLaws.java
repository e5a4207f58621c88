package dev.heddle.sim.cluster.law;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.sim.cluster.LedgerStore.Row;
import dev.heddle.sim.virtual.NodeInvariants.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What must hold of every write to the ledger. */
final class LedgerLaws {

    private final Found found;
    private final Book book = new Book();
    private final OwnershipLaw ownership;
    private final GroundLaw ground;
    private final GangLaw gangs;
    private final Promises promises;
    private final Map<RecordKey, Row> rows = new HashMap<>();

    /**
     * @param ground what nodes have
     * @param found hears of what does not hold
     */
    LedgerLaws(Ground ground, Found found) {
        this.found = found;
        this.ownership = new OwnershipLaw(found);
        this.ground = new GroundLaw(ground, found);
        this.gangs = new GangLaw(book, found);
        this.promises = new Promises(book, found);
    }

    Book book() {
        return book;
    }

    Promises promises() {
        return promises;
    }

    /**
     * One record was written.
     *
     * @param row its row now, empty if it was erased
     * @param writer epoch of the writer
     * @param stored epoch of the ledger
     */
    void written(RecordKey key, Optional<Object> before, Optional<Row> row, long writer, long stored) {
        fence(key, row, writer, stored);
        Optional<Object> after = row.map(Row::record);
        book.write(key, after);
        switch (key.kind()) {
            case UNIT -> unit(UnitChange.of(key.id(), before, after));
            case COMPUTE_DOMAIN ->
                computeDomain(before.map(ComputeDomainRecord.class::cast), after.map(ComputeDomainRecord.class::cast));
        }
    }

    /** Versions go up, and nobody writes under an epoch that is over. */
    private void fence(RecordKey key, Optional<Row> row, long writer, long stored) {
        Row known = row.isPresent() ? rows.put(key, row.get()) : rows.remove(key);
        if (writer < stored) {
            found.violation("I1", key + " is written under epoch " + writer + " when the ledger is at " + stored);
        }
        if (known != null && row.isPresent() && row.get().version() <= known.version()) {
            found.violation(
                    "I1",
                    key + " goes from version " + known.version() + " to "
                            + row.get().version());
        }
        if (known != null && writer < known.epoch()) {
            found.violation("I1", key + " of epoch " + known.epoch() + " is written under epoch " + writer);
        }
    }

    private void unit(UnitChange change) {
        ownership.written(change);
        ground.written(change);
        gangs.written(change);
        for (UnitNode node : change.after().nodes().values()) {
            change.before().node(node.name()).ifPresent(was -> generation(change, was, node));
        }
    }

    /**
     * What a node is told never changes without its generation, which never goes back: its agent would refuse it. While
     * the record is behind nothing is told.
     */
    private void generation(UnitChange change, UnitNode before, UnitNode after) {
        NodeName node = after.name();
        long was = before.generation();
        long is = after.generation();
        if (is < was) {
            found.violation("I3", node + " goes from generation " + was + " to " + is + " in the ledger");
        }
        boolean silent = !change.before().behind().isEmpty();
        if (is == was && !silent && !told(change.before(), node).equals(told(change.after(), node))) {
            found.violation("I3", node + " is told something else at generation " + is);
        }
    }

    /** Boot, scrub and grants; the IMEX node list follows from places, which are looked at with them. */
    private static List<Object> told(UnitRecord unit, NodeName node) {
        UnitNode known = unit.node(node).orElseThrow();
        List<Object> told = new ArrayList<>(
                List.of(known.boot(), known.state().scrubbing(), known.place().imexClique()));
        for (UnitGrant grant : unit.grants().values()) {
            UnitGrant.Member member = grant.members().get(node);
            if (member != null && !member.releasing()) {
                told.add(List.of(grant.computeDomain(), grant.channel(), member.gpus()));
            }
        }
        return told;
    }

    private void computeDomain(Optional<ComputeDomainRecord> before, Optional<ComputeDomainRecord> after) {
        after.ifPresent(record -> gangs.written(before, record));
        if (before.isEmpty()) {
            after.ifPresent(promises::appeared);
        } else if (after.isEmpty()) {
            promises.erased(before.get());
        }
    }

    /** The ledger as a whole became an older one. */
    void restored(SortedMap<RecordKey, Row> now) {
        rows.clear();
        rows.putAll(now);
        book.clear();
        ownership.clear();
        now.forEach((key, row) -> {
            book.write(key, Optional.of(row.record()));
            if (key.kind() == Kind.UNIT) {
                ownership.written(UnitChange.of(key.id(), Optional.empty(), Optional.of(row.record())));
            }
        });
        gangs.restored();
        promises.restored();
    }
}
