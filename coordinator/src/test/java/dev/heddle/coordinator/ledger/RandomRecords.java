package dev.heddle.coordinator.ledger;

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
import dev.heddle.coordinator.allocation.Quarantine;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.placement.GangRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;

/** Ledger records as a seed wants them. */
final class RandomRecords {

    private static final String ODD_TEXT = "a \"quoted\" line\n\u00e9\u4e16\ud83d\ude80 \\ end";

    private final Random random;

    RandomRecords(long seed) {
        random = new Random(seed);
    }

    UnitRecord unit() {
        SortedMap<NodeName, UnitNode> nodes = new TreeMap<>();
        SortedMap<ComputeDomainUid, UnitGrant> grants = new TreeMap<>();
        SortedMap<Integer, Quarantine> quarantines = new TreeMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            UnitNode node = node();
            nodes.put(node.name(), node);
            UnitGrant grant = grant();
            grants.put(grant.computeDomain(), grant);
            SortedMap<NodeName, Long> waiting = new TreeMap<>();
            waiting.put(nodeName(), random.nextLong(1, Long.MAX_VALUE));
            quarantines.put(random.nextInt(2048), new Quarantine(uid(), waiting));
        }
        return new UnitRecord(new UnitId(uuid()), new ClusterUuid(uuid()), nodes, grants, quarantines, nodeNames());
    }

    ComputeDomainRecord computeDomain() {
        int perClique = random.nextInt(1, 5);
        OptionalInt segment = random.nextBoolean() ? OptionalInt.of(perClique) : OptionalInt.empty();
        GangRequest gang = new GangRequest(perClique * random.nextInt(1, 20), random.nextInt(1, 9), segment);
        return new ComputeDomainRecord(
                uid(),
                new ComputeDomainName("train-" + random.nextInt(1000)),
                new ComputeDomainSpec(gang, maybe(Duration.ofMillis(random.nextInt(1, Integer.MAX_VALUE)))),
                instant(),
                maybe(new ComputeDomainRecord.Origin(ODD_TEXT, uuid())),
                Phase.values()[random.nextInt(Phase.values().length)],
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> new UnitId(uuid()))
                        .toList(),
                maybe(instant()),
                random.nextBoolean() ? "" : "CliqueShared",
                ODD_TEXT);
    }

    private UnitNode node() {
        UnitNode.Place place = new UnitNode.Place(
                new RackName("rack-" + random.nextInt(12)),
                random.nextBoolean() ? OptionalInt.of(random.nextInt(18)) : OptionalInt.empty(),
                random.nextBoolean() ? OptionalLong.of(random.nextLong(0xFFFF_FFFFL)) : OptionalLong.empty(),
                "10.0.0." + random.nextInt(255));
        return new UnitNode(
                nodeName(),
                random.nextLong(1, UnitNode.MAX_GENERATION),
                new BootId(uuid()),
                new UnitNode.State(random.nextBoolean(), random.nextBoolean(), random.nextBoolean()),
                place,
                List.copyOf(gpus()));
    }

    private UnitGrant grant() {
        SortedMap<NodeName, UnitGrant.Member> members = new TreeMap<>();
        OptionalLong releasing = random.nextBoolean() ? OptionalLong.of(random.nextLong()) : OptionalLong.empty();
        members.put(nodeName(), new UnitGrant.Member(gpus(), releasing));
        return new UnitGrant(uid(), new ComputeDomainName("cd"), random.nextInt(2048), members, nodeNames());
    }

    private SortedSet<GpuUuid> gpus() {
        SortedSet<GpuUuid> gpus = new TreeSet<>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            gpus.add(new GpuUuid("GPU-" + uuid()));
        }
        return gpus;
    }

    private SortedSet<NodeName> nodeNames() {
        SortedSet<NodeName> names = new TreeSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            names.add(nodeName());
        }
        return names;
    }

    private NodeName nodeName() {
        return new NodeName("node-" + random.nextInt(100_000) + ".example");
    }

    private ComputeDomainUid uid() {
        return new ComputeDomainUid(uuid());
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
