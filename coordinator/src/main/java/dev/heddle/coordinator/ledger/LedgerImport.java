package dev.heddle.coordinator.ledger;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.StoredRecord;
import dev.heddle.coordinator.engine.port.RecordCodec;
import dev.heddle.coordinator.engine.port.RecordCodec.UnreadableRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes records of an archive, or of a restored database, fit for use: they may be older than what agents were told
 * meanwhile. So every unit is behind: it grants nothing until each of its nodes has said what it holds. Pure.
 */
final class LedgerImport {

    private final RecordCodec codec;

    LedgerImport(RecordCodec codec) {
        this.codec = codec;
    }

    /** The records with every unit behind; a record that cannot be read stays as it is. */
    List<StoredRecord> behind(List<StoredRecord> records) {
        List<StoredRecord> marked = new ArrayList<>();
        for (StoredRecord record : records) {
            marked.add(record.key().kind() == Kind.UNIT ? behind(record) : record);
        }
        return marked;
    }

    private StoredRecord behind(StoredRecord record) {
        try {
            UnitRecord unit = codec.decodeUnit(record.body());
            SortedSet<NodeName> toHear = unit.nodes().values().stream()
                    .filter(node -> !node.state().fenced())
                    .map(UnitNode::name)
                    .collect(Collectors.toCollection(TreeSet::new));
            byte[] body = codec.encode(unit.withBehind(toHear));
            return new StoredRecord(record.key(), record.version(), record.epoch(), body);
        } catch (UnreadableRecordException e) {
            return record;
        }
    }
}
