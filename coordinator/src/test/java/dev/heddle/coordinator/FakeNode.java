package dev.heddle.coordinator;

import dev.heddle.contract.model.AgentInstance;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.Clique;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.Fabric;
import dev.heddle.contract.model.FabricHealth;
import dev.heddle.contract.model.FabricState;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.HealthSummary;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.HeldState;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.ImexConnection;
import dev.heddle.contract.model.ImexDaemonState;
import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.Misconfiguration;
import dev.heddle.contract.model.NodeInfo;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.PeerType;
import dev.heddle.contract.model.Platform;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.RecoveryAction;
import dev.heddle.contract.model.Stamp;
import dev.heddle.contract.model.Tristate;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** A compute tray of a GB200 rack with an agent that obeys, or keeps what it holds while {@link #stubborn}. */
public final class FakeNode {

    private static final int GPUS = 4;
    private static final int LINKS = 18;
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    private static final FabricHealth HEALTHY = new FabricHealth(
            HealthSummary.HEALTHY,
            Tristate.FALSE,
            Tristate.FALSE,
            Tristate.FALSE,
            Tristate.FALSE,
            Misconfiguration.NONE,
            Tristate.TRUE);

    /** Its name. */
    public final NodeName name;

    /** Whether its agent is connected. */
    public boolean connected = true;

    /** Whether it keeps what it is told to give back. */
    public boolean stubborn;

    /** Whether its probe sees links. */
    public boolean seesLinks = true;

    private final int rack;
    private final int tray;
    private final Map<String, LinkState> links = new HashMap<>();
    private Stamp stamp = Stamp.NONE;
    private SortedMap<String, HeldGrant> held = new TreeMap<>();
    private Optional<ClusterId> pinned = Optional.empty();

    /** Tray {@code tray}, from 0, of rack {@code rack}, from 1. */
    public FakeNode(int rack, int tray) {
        this.rack = rack;
        this.tray = tray;
        this.name = new NodeName("rack-%02d-tray-%02d".formatted(rack, tray));
    }

    /** Name of its rack. */
    public String rackName() {
        return "rack-%02d".formatted(rack);
    }

    /** Sets the state of a link. */
    public void link(int gpu, int link, LinkState state) {
        links.put(gpu + "/" + link, state);
    }

    /** UUID of a GPU. */
    public GpuUuid gpu(int index) {
        return new GpuUuid("GPU-%08d-0000-0000-0000-%012d".formatted(rack, tray * 10L + index));
    }

    /** All that its agent says. */
    public NodeObservation observation(List<FakeNode> all) {
        Hello hello = new Hello(
                name,
                new BootId("boot-" + name),
                new AgentInstance("agent-" + name),
                "0.1",
                1,
                pinned,
                stamp.epoch(),
                stamp.generation(),
                "10.0." + rack + "." + tray);
        NodeObservation open = NodeObservation.opened(hello, 1, FakeEngine.REPLICA, SINCE)
                .withReport(report(all))
                .withApplied(applied());
        return connected ? open : open.closed(SINCE.plusSeconds(60));
    }

    /** What it holds. */
    public Applied applied() {
        return new Applied(
                stamp,
                new BootId("boot-" + name),
                new AgentInstance("agent-" + name),
                RecordState.INTACT,
                List.copyOf(held.values()),
                Optional.empty());
    }

    /** Follows an order. */
    public void obey(Desired desired) {
        if (!connected || desired.stamp().compareTo(stamp) <= 0) {
            return;
        }
        pinned = Optional.of(desired.cluster());
        stamp = desired.stamp();
        SortedMap<String, HeldGrant> next = new TreeMap<>();
        if (stubborn) {
            held.forEach((uid, grant) -> next.put(uid, releasing(grant)));
        }
        desired.grants()
                .forEach(grant -> next.put(
                        grant.computeDomain().value(),
                        new HeldGrant(grant.computeDomain(), grant.channel(), grant.gpus(), HeldState.APPLIED, "")));
        held = next;
    }

    private static HeldGrant releasing(HeldGrant grant) {
        return new HeldGrant(
                grant.computeDomain(),
                grant.channel(),
                grant.gpus(),
                HeldState.RELEASING,
                "pid 4242 has channel" + grant.channel() + " open");
    }

    private NodeReport report(List<FakeNode> all) {
        List<Gpu> gpus = new ArrayList<>();
        for (int i = 0; i < GPUS; i++) {
            gpus.add(gpuReport(i));
        }
        SortedMap<NodeName, ImexConnection> peers = new TreeMap<>();
        all.stream()
                .filter(peer -> peer.rack == rack && peer.connected)
                .forEach(peer -> peers.put(peer.name, ImexConnection.CONNECTED));
        return new NodeReport(
                new NodeInfo(rackName(), "580.95.05", 2048, "arm64", "simulated"),
                gpus,
                new Imex(ImexDaemonState.READY, "580.95.05", "daemon-1", peers));
    }

    private Gpu gpuReport(int index) {
        Function<Integer, Link> link = number -> {
            LinkState state = links.getOrDefault(index + "/" + number, LinkState.ACTIVE);
            return new Link(number, state, state == LinkState.INACTIVE ? 0 : 53_125, 0, 0);
        };
        List<Link> all = new ArrayList<>();
        for (int number = 0; seesLinks && number < LINKS; number++) {
            all.add(link.apply(number));
        }
        Platform platform = new Platform(
                "chassis-" + rack,
                OptionalInt.of(tray + 1),
                OptionalInt.of(tray),
                OptionalInt.of(1),
                PeerType.SWITCH,
                OptionalInt.of(index + 1),
                "0x1");
        ClusterUuid cluster = new ClusterUuid("00000000-0000-0000-0000-%012d".formatted(rack));
        return new Gpu(
                gpu(index),
                index,
                index,
                "0000000%d:01:00.0".formatted(index),
                "NVIDIA GB200",
                "serial-" + name,
                189_471L << 20,
                platform,
                new Fabric(FabricState.COMPLETED, 0, cluster, List.of(Clique.unicast(32_766)), HEALTHY),
                all,
                RecoveryAction.NONE,
                false,
                "97.00.82.00.18",
                "0x294110DE");
    }
}
