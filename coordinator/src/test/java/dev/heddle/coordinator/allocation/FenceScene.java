package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.AgentInstance;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.HeldState;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.RackName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.FakeEngine;
import dev.heddle.coordinator.FakeNode;
import dev.heddle.coordinator.lifecycle.Lifecycles;
import dev.heddle.coordinator.placement.GangRequest;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A unit of two nodes, a ComputeDomain over both, and a leader that hears one of them. */
final class FenceScene {

    /** The leader's epoch. */
    static final long EPOCH = 5;

    /** Generation of both nodes in the record. */
    static final long GENERATION = 10;

    /** The node that speaks. */
    static final FakeNode SPEAKER = new FakeNode(1, 0);

    /** The node that does not. */
    static final FakeNode PEER = new FakeNode(1, 1);

    /** The boot in the record. */
    static final BootId ADOPTED = new BootId("boot-adopted");

    /** Another boot of the speaker. */
    static final BootId ANOTHER = new BootId("boot-another");

    /** The ComputeDomain. */
    static final ComputeDomainUid GANG = new ComputeDomainUid("gang");

    /** Its channel. */
    static final int CHANNEL = 7;

    /** When everything happens. */
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final ClusterId LEDGER = new ClusterId("ledger");
    private static final UnitId UNIT = new UnitId("unit");
    private static final int GPUS = 4;
    private static final long CLIQUE = 32_766;
    private static final Decider DECIDER = new Decider(new Rules(
            Lifecycles.computeDomains(),
            Lifecycles.domains(),
            Rules.DEFAULT_PATIENCE,
            Rules.DEFAULT_MAX_COMPUTE_DOMAINS));

    private FenceScene() {}

    /** A node's report: four healthy GPUs. */
    static NodeReport report(FakeNode node) {
        return node.observation(List.of(SPEAKER, PEER)).report().orElseThrow();
    }

    /** A node as it is in the record. */
    static UnitNode node(FakeNode node, UnitNode.State state) {
        int tray = node.equals(SPEAKER) ? 0 : 1;
        return new UnitNode(
                node.name,
                GENERATION,
                ADOPTED,
                state,
                new UnitNode.Place(
                        new RackName(node.rackName()), OptionalInt.of(tray), OptionalLong.of(CLIQUE), address(node)),
                List.copyOf(gpus(node)));
    }

    /** The unit, with a speaker against which this is held, and without grants. */
    static UnitRecord unit(UnitNode.State speaker) {
        ClusterUuid domain = report(SPEAKER).gpus().getFirst().fabric().cluster();
        return UnitRecord.empty(UNIT, domain)
                .with(node(SPEAKER, speaker))
                .with(node(PEER, new UnitNode.State(false, false, false)));
    }

    /** A grant to {@link #GANG} on both nodes. */
    static UnitGrant grant(OptionalLong releasingAt) {
        UnitGrant none = new UnitGrant(GANG, new ComputeDomainName("gang"), CHANNEL, new TreeMap<>(), new TreeSet<>());
        return none.with(SPEAKER.name, new UnitGrant.Member(gpus(SPEAKER), releasingAt))
                .with(PEER.name, new UnitGrant.Member(gpus(PEER), releasingAt));
    }

    /** The record of {@link #GANG}. */
    static ComputeDomainRecord gang(Phase phase) {
        return new ComputeDomainRecord(
                GANG,
                new ComputeDomainName("gang"),
                new ComputeDomainSpec(new GangRequest(2, GPUS, OptionalInt.empty()), Optional.empty()),
                NOW,
                Optional.empty(),
                phase,
                List.of(UNIT),
                Optional.of(NOW),
                "",
                "");
    }

    /** The leader's image, before anything is heard. */
    static Image image(UnitRecord unit, long writtenUnder) {
        return Evolve.loaded(Image.empty(LEDGER).at(new ImageVersion(EPOCH, 0)), unit, 1, writtenUnder);
    }

    /** What is said, believed as it is. */
    static Image hearing(Image image, NodeObservation said) {
        return Evolve.apply(image, new Event.NodeObserved(said));
    }

    /** What the leader makes of a command. */
    static Image deciding(Image image, Command command) {
        return DECIDER.decide(image, command, new Context(NOW, () -> "drawn")).after();
    }

    /** What the leader makes of what the speaker says. */
    static Image deciding(Image image, NodeObservation said) {
        return deciding(image, new Command.Observe(said));
    }

    /** The unit in an image. */
    static UnitRecord unit(Image image) {
        return image.units().get(UNIT).orElseThrow().unit();
    }

    /** The speaker in an image. */
    static UnitNode speaker(Image image) {
        return unit(image).node(SPEAKER.name).orElseThrow();
    }

    /** First words of a node. */
    static Hello hello(FakeNode node, BootId boot, long generation) {
        return new Hello(
                node.name,
                boot,
                new AgentInstance("agent-" + node.name),
                "0.1",
                1,
                Optional.of(LEDGER),
                EPOCH,
                generation,
                address(node));
    }

    /** What the speaker says. */
    static NodeObservation saying(Hello hello, boolean connected, boolean reported, Optional<Applied> applied) {
        Optional<NodeReport> report = reported ? Optional.of(report(SPEAKER)) : Optional.empty();
        return new NodeObservation(hello, 1, 2, FakeEngine.REPLICA, connected, NOW, report, applied);
    }

    /** What the speaker says of what it holds. */
    static Applied applied(Stamp stamp, BootId boot, RecordState record, boolean holdsTheGang) {
        HeldGrant held = new HeldGrant(GANG, CHANNEL, gpus(SPEAKER), HeldState.APPLIED, "");
        return new Applied(
                stamp,
                boot,
                new AgentInstance("agent-" + SPEAKER.name),
                record,
                holdsTheGang ? List.of(held) : List.of(),
                Optional.empty());
    }

    private static SortedSet<GpuUuid> gpus(FakeNode node) {
        SortedSet<GpuUuid> gpus = new TreeSet<>();
        for (int i = 0; i < GPUS; i++) {
            gpus.add(node.gpu(i));
        }
        return gpus;
    }

    private static String address(FakeNode node) {
        return "address-of-" + node.name;
    }
}
