package dev.heddle.coordinator.ledger;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.StoredRecord;
import dev.heddle.coordinator.engine.port.RecordCodec;
import dev.heddle.coordinator.engine.port.RecordCodec.UnreadableRecordException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes records of an archive, or of a restored database, fit for use: they may be older than what agents were told
 * meanwhile. So every unit is behind: it grants nothing until each of its nodes has said what it holds, and each node's
 * generation is above what any record names; above what its agent names it is raised when that is heard. Pure.
 */
public final class LedgerImport {

    private final RecordCodec codec;

    /** For records that {@code codec} reads and writes. */
    public LedgerImport(RecordCodec codec) {
        this.codec = codec;
    }

    /**
     * The records with every unit behind; a record that cannot be read stays as it is.
     *
     * @param records what the ledger will hold
     * @param replaced what it held, which may name higher generations
     */
    public List<StoredRecord> behind(List<StoredRecord> records, List<StoredRecord> replaced) {
        Map<NodeName, Long> highest = new HashMap<>();
        Stream.concat(records.stream(), replaced.stream())
                .flatMap(record -> unit(record).stream())
                .flatMap(unit -> unit.nodes().values().stream())
                .forEach(node -> highest.merge(node.name(), node.generation(), Math::max));
        return records.stream()
                .map(record ->
                        unit(record).map(unit -> behind(record, unit, highest)).orElse(record))
                .toList();
    }

    private Optional<UnitRecord> unit(StoredRecord record) {
        try {
            return record.key().kind() == Kind.UNIT ? Optional.of(codec.decodeUnit(record.body())) : Optional.empty();
        } catch (UnreadableRecordException e) {
            return Optional.empty();
        }
    }

    private StoredRecord behind(StoredRecord record, UnitRecord before, Map<NodeName, Long> highest) {
        UnitRecord unit = before;
        for (UnitNode node : before.nodes().values()) {
            unit = unit.with(node.bumpedAbove(highest.getOrDefault(node.name(), 0L)));
        }
        return new StoredRecord(record.key(), record.version(), record.epoch(), codec.encode(unit.doubted()));
    }
}
