package dev.heddle.sim.exhaustive;

import dev.heddle.contract.model.AgentInstance;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.Clique;
import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.Fabric;
import dev.heddle.contract.model.FabricHealth;
import dev.heddle.contract.model.FabricState;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.ImexConnection;
import dev.heddle.contract.model.ImexDaemonState;
import dev.heddle.contract.model.NodeInfo;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.PeerType;
import dev.heddle.contract.model.Platform;
import dev.heddle.contract.model.RecoveryAction;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Two healthy nodes, in one NVLink domain or in two. */
final class Hardware {

    private static final int CHANNELS = 4;
    private static final long MEMORY = 1L << 37;
    private static final long CLIQUE = 32_766;

    private final Scope scope;
    private final List<NodeReport> reports = new ArrayList<>();

    Hardware(Scope scope) {
        this.scope = scope;
        for (int node = 0; node < Scope.TWO; node++) {
            reports.add(made(node));
        }
    }

    NodeName name(int node) {
        return new NodeName("node-" + node);
    }

    BootId boot(int node, int number) {
        return new BootId("boot-" + node + "-" + number);
    }

    NodeReport report(int node) {
        return reports.get(node);
    }

    /** What a coordinator knows of a node whose agent's last words have just come. */
    NodeObservation observation(Node node) {
        Hello hello = new Hello(
                name(node.index()),
                boot(node.index(), node.boot()),
                new AgentInstance("agent"),
                "search",
                1,
                node.pinned(),
                node.said().stamp().epoch(),
                node.said().stamp().generation(),
                "10.0.0." + (node.index() + 1));
        return NodeObservation.opened(hello, node.session(), "replica", Instant.EPOCH)
                .withReport(report(node.index()))
                .withApplied(node.said());
    }

    private NodeReport made(int node) {
        List<Gpu> gpus = new ArrayList<>();
        for (int gpu = 0; gpu < scope.gpus().get(node); gpu++) {
            gpus.add(gpu(node, gpu));
        }
        SortedMap<NodeName, ImexConnection> peers = new TreeMap<>();
        for (int peer = 0; peer < Scope.TWO; peer++) {
            if (peer == node || scope.oneDomain()) {
                peers.put(name(peer), ImexConnection.CONNECTED);
            }
        }
        return new NodeReport(
                new NodeInfo("rack-" + domain(node), "580.1", CHANNELS, "arm64", "search"),
                gpus,
                new Imex(ImexDaemonState.READY, "580", "daemon", peers));
    }

    private int domain(int node) {
        return scope.oneDomain() ? 0 : node;
    }

    private Gpu gpu(int node, int index) {
        Platform platform = new Platform(
                "chassis-" + domain(node),
                OptionalInt.of(node),
                OptionalInt.of(node),
                OptionalInt.of(1),
                PeerType.SWITCH,
                OptionalInt.of(index + 1),
                "");
        ClusterUuid cluster = new ClusterUuid("00000000-0000-0000-0000-%012d".formatted(domain(node) + 1));
        return new Gpu(
                new GpuUuid("GPU-" + node + "-" + index),
                index,
                index,
                "0000000%d:01:00.0".formatted(index),
                "GB200",
                "serial-" + node,
                MEMORY,
                platform,
                new Fabric(
                        FabricState.COMPLETED, 0, cluster, List.of(Clique.unicast(CLIQUE)), FabricHealth.NOT_SUPPORTED),
                List.of(),
                RecoveryAction.NONE,
                false,
                "vbios",
                "294110DE");
    }
}
