package dev.heddle.coordinator.replication;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RackName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.contract.wire.Samples;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Note;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.health.DomainState;
import dev.heddle.coordinator.placement.GangRequest;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** Events that may follow on an image: nodes speak, are adopted, move and leave, ComputeDomains come and go. */
final class RandomFabric {

    static final ClusterId CLUSTER = new ClusterId("cluster-1");
    private static final int NODES = 12;
    private static final int UNITS = 4;
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final RandomGenerator random;
    private final Samples samples;
    private final String replica;
    private long number;

    /** Nodes' agents are connected to {@code replica}. */
    RandomFabric(RandomGenerator random, String replica) {
        this.random = random;
        this.samples = new Samples(random);
        this.replica = replica;
    }

    /** Some events that may follow on {@code image}. */
    List<Event> next(Image image) {
        number++;
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> List.of(new Event.NodeObserved(observation(node())));
            case 3, 4 -> adopted(image, node());
            case 5 -> moved(image);
            case 6 -> computeDomain(image);
            default -> List.of(note());
        };
    }

    NodeObservation observation(NodeName node) {
        Hello drawn = samples.hello();
        Hello hello = new Hello(
                node,
                drawn.boot(),
                drawn.instance(),
                drawn.agentVersion(),
                drawn.contractVersion(),
                drawn.pinnedCluster(),
                drawn.highestEpoch(),
                drawn.generation(),
                drawn.address());
        return new NodeObservation(
                hello,
                ++number,
                random.nextInt(9),
                replica,
                random.nextBoolean(),
                EPOCH.plusMillis(number),
                random.nextBoolean() ? Optional.of(samples.report()) : Optional.empty(),
                random.nextBoolean() ? Optional.of(samples.applied()) : Optional.empty());
    }

    /** Out of the unit that it is in, into another, or out altogether; an empty unit is erased. */
    private List<Event> adopted(Image image, NodeName node) {
        UnitId to = new UnitId("unit-" + random.nextInt(UNITS));
        Optional<UnitState> from = image.unitOf(node);
        if (from.isPresent() && !from.get().unit().id().equals(to)) {
            List<Event> events = new ArrayList<>(out(from.get().unit().without(node)));
            if (random.nextBoolean()) {
                events.add(in(image, to, node));
            }
            return events;
        }
        return List.of(in(image, to, node));
    }

    private Event in(Image image, UnitId id, NodeName node) {
        UnitRecord unit = image.units()
                .get(id)
                .map(UnitState::unit)
                .orElseGet(() -> UnitRecord.empty(id, new ClusterUuid("00000000-0000-4000-8000-000000000001")));
        UnitRecord with = unit.with(new UnitNode(
                node,
                number,
                samples.boot(),
                UnitNode.State.ADOPTING,
                new UnitNode.Place(new RackName("rack-1"), OptionalInt.of(1), OptionalLong.empty(), "10.0.0.1"),
                List.of()));
        return new Event.UnitWritten(with, number);
    }

    private List<Event> out(UnitRecord unit) {
        Event written = new Event.UnitWritten(unit, number);
        return unit.nodes().isEmpty()
                ? List.of(written, new Event.UnitErased(unit.id(), number + 1))
                : List.of(written);
    }

    private List<Event> moved(Image image) {
        UnitId id = new UnitId("unit-" + random.nextInt(UNITS));
        DomainState state = DomainState.values()[random.nextInt(DomainState.values().length)];
        return image.units().contains(id) ? List.of(new Event.DomainMoved(id, state)) : List.of(note());
    }

    private List<Event> computeDomain(Image image) {
        ComputeDomainUid uid = new ComputeDomainUid("uid-" + random.nextInt(6));
        if (image.computeDomains().contains(uid) && random.nextBoolean()) {
            return List.of(new Event.ComputeDomainErased(uid, number));
        }
        ComputeDomainRecord record = new ComputeDomainRecord(
                uid,
                new ComputeDomainName("cd-" + uid),
                new ComputeDomainSpec(new GangRequest(2, 4, OptionalInt.empty()), Optional.empty()),
                EPOCH,
                Optional.empty(),
                Phase.values()[random.nextInt(Phase.values().length)],
                List.of(),
                Optional.empty(),
                "Reason",
                "message " + number);
        return List.of(new Event.ComputeDomainWritten(record, number));
    }

    private Event note() {
        return new Event.Noted(new Note(
                EPOCH.plusSeconds(number),
                random.nextBoolean(),
                "NodeLost",
                new Note.Subject("Node", "node-1"),
                "",
                "line " + number));
    }

    private NodeName node() {
        return new NodeName("node-" + random.nextInt(NODES));
    }
}
