package dev.heddle.coordinator.ledger;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.StoredRecord;
import dev.heddle.coordinator.engine.port.RecordCodec;
import dev.heddle.coordinator.engine.port.RecordCodec.UnreadableRecordException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is wrong with a ledger's contents, each in a sentence. Damage is what a coordinator cannot repair by itself;
 * a grant that its ComputeDomain does not name is none, as any leader undoes it.
 */
public final class LedgerCheck {

    private final Ledger.Contents contents;
    private final RecordCodec codec;
    private final List<String> findings = new ArrayList<>();
    private final Map<UnitId, UnitRecord> units = new TreeMap<>();

    private LedgerCheck(Ledger.Contents contents, RecordCodec codec) {
        this.contents = contents;
        this.codec = codec;
    }

    /** Everything that is wrong; empty = the ledger is sound. */
    public static List<String> findings(Ledger.Contents contents, RecordCodec codec) {
        LedgerCheck check = new LedgerCheck(contents, codec);
        contents.records().forEach(check::read);
        check.nodesInOneUnit();
        check.units.values().forEach(check::generations);
        check.units.values().forEach(check::overlaps);
        return List.copyOf(check.findings);
    }

    static String name(RecordKey key) {
        return key.kind().name().toLowerCase(Locale.ROOT).replace('_', '-') + "/" + key.id();
    }

    private void read(StoredRecord record) {
        String name = name(record.key());
        if (record.body().length == 0) {
            findings.add(name + ": its checksum does not match.");
            return;
        }
        if (record.epoch() > contents.epoch()) {
            findings.add(name + ": it was written under epoch " + record.epoch() + ", above the ledger's "
                    + contents.epoch() + ".");
        }
        try {
            String id = switch (record.key().kind()) {
                case UNIT -> unit(codec.decodeUnit(record.body()));
                case COMPUTE_DOMAIN ->
                    codec.decodeComputeDomain(record.body()).uid().value();
            };
            if (!id.equals(record.key().id())) {
                findings.add(name + ": it calls itself " + id + ".");
            }
        } catch (UnreadableRecordException e) {
            findings.add(name + ": " + e.getMessage());
        }
    }

    private String unit(UnitRecord unit) {
        units.put(unit.id(), unit);
        return unit.id().value();
    }

    private void nodesInOneUnit() {
        Map<NodeName, UnitId> home = new HashMap<>();
        for (UnitRecord unit : units.values()) {
            for (NodeName node : unit.nodes().keySet()) {
                UnitId other = home.putIfAbsent(node, unit.id());
                if (other != null) {
                    findings.add("node " + node + " is in the units " + other + " and " + unit.id() + ".");
                }
            }
        }
    }

    private void generations(UnitRecord unit) {
        for (UnitNode node : unit.nodes().values()) {
            if (node.generation() < 1 || node.generation() > UnitNode.MAX_GENERATION) {
                findings.add("node " + node.name() + " of unit " + unit.id() + " has generation " + node.generation()
                        + ", which none could follow.");
            }
        }
    }

    /** No GPU and no channel in two grants. */
    private void overlaps(UnitRecord unit) {
        Map<Object, ComputeDomainUid> holder = new HashMap<>();
        for (UnitGrant grant : unit.grants().values()) {
            grant.members().values().stream()
                    .flatMap(member -> member.gpus().stream())
                    .forEach(gpu -> hold(holder, gpu, "GPU " + gpu, grant));
            if (grant.channel() > 0) {
                hold(holder, grant.channel(), "channel " + grant.channel() + " of unit " + unit.id(), grant);
            }
            if (unit.quarantines().containsKey(grant.channel())) {
                findings.add("channel " + grant.channel() + " of unit " + unit.id() + " is granted and quarantined.");
            }
        }
    }

    private void hold(Map<Object, ComputeDomainUid> holder, Object thing, String name, UnitGrant grant) {
        ComputeDomainUid other = holder.putIfAbsent(thing, grant.computeDomain());
        if (other != null) {
            findings.add(name + " is granted to " + other + " and " + grant.computeDomain() + ".");
        }
    }
}
