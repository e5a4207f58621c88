package dev.heddle.coordinator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.Quarantine;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.StoredRecord;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LedgerCheckTest {

    private final JsonRecordCodec codec = new JsonRecordCodec();

    private static UnitGrant grant(String uid, int channel, String gpu) {
        SortedMap<NodeName, UnitGrant.Member> members = new TreeMap<>();
        members.put(new NodeName("node"), UnitGrant.Member.granted(new TreeSet<>(List.of(new GpuUuid("GPU-" + gpu)))));
        return new UnitGrant(new ComputeDomainUid(uid), new ComputeDomainName(uid), channel, members, new TreeSet<>());
    }

    private static UnitRecord unit(UnitGrant... grants) {
        UnitRecord unit = UnitRecord.empty(new UnitId("u"), ClusterUuid.NONE);
        for (UnitGrant grant : grants) {
            unit = unit.with(grant);
        }
        return unit;
    }

    private List<String> findings(UnitRecord... units) {
        List<StoredRecord> records = Arrays.stream(units)
                .map(unit -> stored(unit.id().value(), codec.encode(unit)))
                .toList();
        return LedgerCheck.findings(new Ledger.Contents(1, records), codec);
    }

    private static StoredRecord stored(String id, byte[] body) {
        return new StoredRecord(new RecordKey(Kind.UNIT, id), 1, 1, body);
    }

    @Test
    void disjointGrantsAreSound() {
        assertThat(findings(unit(grant("a", 1, "1"), grant("b", 2, "2"), grant("c", 0, "3"), grant("d", 0, "4"))))
                .isEmpty();
    }

    @Test
    void gpuInTwoGrantsIsFound() {
        assertThat(findings(unit(grant("a", 1, "1"), grant("b", 2, "1"))))
                .singleElement()
                .asString()
                .contains("GPU-1", "a", "b");
    }

    @Test
    void channelInTwoGrantsIsFound() {
        assertThat(findings(unit(grant("a", 1, "1"), grant("b", 1, "2"))))
                .singleElement()
                .asString()
                .contains("channel 1");
    }

    @Test
    void grantedChannelThatIsQuarantinedIsFound() {
        SortedMap<NodeName, Long> waiting = new TreeMap<>();
        waiting.put(new NodeName("node"), 3L);
        UnitRecord unit = unit(grant("a", 1, "1")).with(1, new Quarantine(new ComputeDomainUid("z"), waiting));

        assertThat(findings(unit)).singleElement().asString().contains("quarantined");
    }

    @Test
    void recordsThatCannotBeReadOrBelongElsewhereAreFound() {
        Ledger.Contents contents = new Ledger.Contents(
                1,
                List.of(
                        stored("damaged", new byte[0]),
                        stored("odd", new byte[] {'x'}),
                        stored("moved", codec.encode(unit())),
                        new StoredRecord(new RecordKey(Kind.UNIT, "u"), 1, 2, codec.encode(unit()))));

        assertThat(LedgerCheck.findings(contents, codec)).hasSize(4);
    }
}
