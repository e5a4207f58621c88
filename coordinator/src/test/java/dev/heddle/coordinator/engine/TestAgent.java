package dev.heddle.coordinator.engine;

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
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.HeldState;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.ImexConnection;
import dev.heddle.contract.model.ImexDaemonState;
import dev.heddle.contract.model.NodeInfo;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.PeerType;
import dev.heddle.contract.model.Platform;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.RecoveryAction;
import dev.heddle.contract.model.Stamp;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** A node and its obedient agent, reduced to what the coordinator can see of them. */
final class TestAgent {

    final NodeName node;
    final int rack;
    final int tray;
    final int gpus;
    int boot = 1;
    boolean connected = true;
    boolean lossy;
    long session = 1;
    long clique = 32766;
    int domain;
    Optional<ClusterId> pinned = Optional.empty();
    Stamp stamp = Stamp.NONE;
    RecordState record = RecordState.INTACT;
    SortedMap<String, HeldGrant> held = new TreeMap<>();

    TestAgent(int rack, int tray, int gpus) {
        this.rack = rack;
        this.domain = rack;
        this.tray = tray;
        this.gpus = gpus;
        this.node = new NodeName("rack-%02d-tray-%02d".formatted(rack, tray));
    }

    /** What its coordinator knows of it. */
    NodeObservation observation(List<TestAgent> all) {
        Hello hello = new Hello(
                node,
                new BootId("boot-" + node + "-" + boot),
                new AgentInstance("agent-" + node),
                "test",
                1,
                pinned,
                stamp.epoch(),
                stamp.generation(),
                "10.0." + rack + "." + tray);
        NodeObservation opened = NodeObservation.opened(hello, session, "replica", Instant.EPOCH);
        NodeObservation reported = opened.withReport(report(all)).withApplied(applied());
        return connected ? reported : reported.closed(Instant.EPOCH);
    }

    Applied applied() {
        return new Applied(
                stamp,
                new BootId("boot-" + node + "-" + boot),
                new AgentInstance("agent-" + node),
                record,
                List.copyOf(held.values()),
                Optional.empty());
    }

    /** Obeys as a real agent does: never back, nothing from another boot. */
    void obey(Desired desired) {
        boolean mine = desired.boot().equals(new BootId("boot-" + node + "-" + boot));
        if (!mine || desired.stamp().compareTo(stamp) <= 0) {
            return;
        }
        pinned = Optional.of(desired.cluster());
        stamp = desired.stamp();
        if (desired.scrub()) {
            held.clear();
            record = RecordState.INTACT;
        }
        SortedMap<String, HeldGrant> next = new TreeMap<>();
        for (Grant grant : desired.grants()) {
            next.put(
                    grant.computeDomain().value(),
                    new HeldGrant(grant.computeDomain(), grant.channel(), grant.gpus(), HeldState.APPLIED, ""));
        }
        held = next;
    }

    /** A power cycle: another boot, nothing held, the record survives. */
    void reboot() {
        boot++;
        session++;
        held.clear();
    }

    GpuUuid gpu(int index) {
        return new GpuUuid("GPU-" + node + "-" + index);
    }

    private NodeReport report(List<TestAgent> all) {
        List<Gpu> list = new ArrayList<>();
        for (int i = 0; i < gpus; i++) {
            list.add(gpuReport(i));
        }
        SortedMap<NodeName, ImexConnection> peers = new TreeMap<>();
        all.stream()
                .filter(peer -> peer.rack == rack && peer.connected && peer.clique == clique)
                .forEach(peer -> peers.put(peer.node, ImexConnection.CONNECTED));
        return new NodeReport(
                new NodeInfo("rack-%02d".formatted(rack), "580.1", 16, "arm64", "test"),
                list,
                new Imex(ImexDaemonState.READY, "580", "daemon-" + boot, peers));
    }

    private Gpu gpuReport(int index) {
        ClusterUuid cluster = new ClusterUuid("00000000-0000-0000-0000-%012d".formatted(domain + 1));
        return new Gpu(
                gpu(index),
                index,
                index,
                "0000000%d:01:00.0".formatted(index),
                "GB200",
                "serial-" + node,
                1L << 37,
                new Platform(
                        "chassis-" + rack,
                        OptionalInt.of(tray),
                        OptionalInt.of(tray),
                        OptionalInt.of(1),
                        PeerType.SWITCH,
                        OptionalInt.of(index + 1),
                        ""),
                new Fabric(
                        FabricState.COMPLETED, 0, cluster, List.of(Clique.unicast(clique)), FabricHealth.NOT_SUPPORTED),
                List.of(),
                RecoveryAction.NONE,
                false,
                "vbios",
                "294110DE");
    }
}
