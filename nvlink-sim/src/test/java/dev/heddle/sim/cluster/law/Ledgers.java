package dev.heddle.sim.cluster.law;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RackName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.placement.GangRequest;
import dev.heddle.sim.check.Holding;
import dev.heddle.sim.cluster.LedgerStore.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A ledger made by hand under its laws, of nodes with two GPUs each. */
final class Ledgers {

    static final String UNIT = "unit-a";
    static final NodeName ONE = new NodeName("one");
    static final NodeName TWO = new NodeName("two");

    final List<String> violations = new ArrayList<>();
    final Map<NodeName, List<Holding>> used = new HashMap<>();
    final LedgerLaws laws = new LedgerLaws(
            node -> used.getOrDefault(node, List.of()), (invariant, what) -> violations.add(invariant + ": " + what));
    private final Map<RecordKey, Row> rows = new HashMap<>();
    long epoch = 1;

    static ComputeDomainUid uid(String name) {
        return new ComputeDomainUid(name);
    }

    static GpuUuid gpu(NodeName node, int index) {
        return new GpuUuid("GPU-" + node + "-" + index);
    }

    static UnitNode node(NodeName name, long generation) {
        UnitNode.Place place =
                new UnitNode.Place(new RackName("rack"), OptionalInt.empty(), OptionalLong.empty(), "10.0.0.1");
        return new UnitNode(
                name,
                generation,
                new BootId("boot"),
                new UnitNode.State(false, false, false),
                place,
                List.of(gpu(name, 0), gpu(name, 1)));
    }

    static UnitRecord unit(String id, UnitNode... nodes) {
        UnitRecord unit = UnitRecord.empty(new UnitId(id), ClusterUuid.NONE);
        for (UnitNode node : nodes) {
            unit = unit.with(node);
        }
        return unit;
    }

    static UnitGrant grant(String name, int channel, Map<NodeName, UnitGrant.Member> members) {
        return new UnitGrant(uid(name), new ComputeDomainName(name), channel, new TreeMap<>(members), new TreeSet<>());
    }

    static UnitGrant.Member member(GpuUuid... gpus) {
        return UnitGrant.Member.granted(new TreeSet<>(Set.of(gpus)));
    }

    static UnitGrant.Member releasing(long generation, GpuUuid... gpus) {
        return new UnitGrant.Member(new TreeSet<>(Set.of(gpus)), OptionalLong.of(generation));
    }

    static ComputeDomainRecord computeDomain(String name, Phase phase, int nodes) {
        return new ComputeDomainRecord(
                uid(name),
                new ComputeDomainName(name),
                new ComputeDomainSpec(new GangRequest(nodes, 1, OptionalInt.empty()), Optional.empty()),
                Instant.EPOCH,
                Optional.empty(),
                phase,
                List.of(new UnitId(UNIT)),
                Optional.empty(),
                "",
                "");
    }

    void write(UnitRecord unit) {
        write(new RecordKey(Kind.UNIT, unit.id().value()), unit, epoch);
    }

    void write(ComputeDomainRecord record) {
        write(new RecordKey(Kind.COMPUTE_DOMAIN, record.uid().value()), record, epoch);
    }

    void erase(ComputeDomainRecord record) {
        write(new RecordKey(Kind.COMPUTE_DOMAIN, record.uid().value()), null, epoch);
    }

    void write(RecordKey key, @Nullable Object record, long writer) {
        Row before = rows.get(key);
        long version = before == null ? 1 : before.version() + 1;
        Optional<Row> after = Optional.ofNullable(record).map(known -> new Row(version, writer, new byte[0], known));
        after.ifPresentOrElse(row -> rows.put(key, row), () -> rows.remove(key));
        laws.written(key, Optional.ofNullable(before).map(Row::record), after, writer, epoch);
    }

    /** The ledger is what it was at another time. */
    void restore(Object... records) {
        SortedMap<RecordKey, Row> older = new TreeMap<>((a, b) ->
                a.kind() == b.kind() ? a.id().compareTo(b.id()) : a.kind().compareTo(b.kind()));
        for (Object record : records) {
            RecordKey key = record instanceof UnitRecord unit
                    ? new RecordKey(Kind.UNIT, unit.id().value())
                    : new RecordKey(
                            Kind.COMPUTE_DOMAIN,
                            ((ComputeDomainRecord) record).uid().value());
            older.put(key, new Row(1, epoch, new byte[0], record));
        }
        rows.clear();
        rows.putAll(older);
        laws.restored(older);
    }
}
