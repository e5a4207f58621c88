package dev.heddle.contract.wire;

import static dev.heddle.contract.wire.Checks.number;
import static dev.heddle.contract.wire.Checks.text;

import dev.heddle.contract.model.Clique;
import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.Fabric;
import dev.heddle.contract.model.FabricHealth;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.ImexConnection;
import dev.heddle.contract.model.Limits;
import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.NodeInfo;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.Platform;
import dev.heddle.contract.model.RackName;
import dev.heddle.contract.proto.v1.ImexPeer;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parts of a report. */
final class ReportFromWire {

    private ReportFromWire() {}

    static NodeInfo node(dev.heddle.contract.proto.v1.NodeInfo wire) throws WireFormatException {
        return new NodeInfo(
                Checks.idOrEmpty("node.rack_name", RackName::new, wire.getRackName()),
                text("node.driver_version", wire.getDriverVersion()),
                number("node.imex_channel_count", wire.getImexChannelCount(), Limits.MAX_IMEX_CHANNELS),
                text("node.architecture", wire.getArchitecture()),
                text("node.probe", wire.getProbe()));
    }

    static List<Gpu> gpus(List<dev.heddle.contract.proto.v1.Gpu> wire) throws WireFormatException {
        List<Gpu> gpus = Checks.list("gpus", wire, Limits.MAX_GPUS_PER_NODE, ReportFromWire::gpu);
        return Checks.distinct("gpus.uuid", gpus, Gpu::uuid);
    }

    static Link link(dev.heddle.contract.proto.v1.Link wire) throws WireFormatException {
        return new Link(
                number("links.index", wire.getIndex(), Limits.MAX_LINKS_PER_GPU - 1),
                Enums.LINK_STATE.decode("links.state", wire.getState()),
                number("links.speed_mbps", wire.getSpeedMbps()),
                number("links.recovery_events", wire.getRecoveryEvents()),
                number("links.error_events", wire.getErrorEvents()));
    }

    static Imex imex(dev.heddle.contract.proto.v1.Imex wire) throws WireFormatException {
        if (wire.getPeersCount() > Limits.MAX_IMEX_NODES) {
            throw new WireFormatException("imex.peers", "at most " + Limits.MAX_IMEX_NODES + " are allowed");
        }
        SortedMap<NodeName, ImexConnection> peers = new TreeMap<>();
        for (ImexPeer peer : wire.getPeersList()) {
            NodeName name = Checks.id("imex.peers.node_name", NodeName::new, peer.getNodeName());
            ImexConnection connection = Enums.IMEX_CONNECTION.decode("imex.peers.connection", peer.getConnection());
            if (peers.put(name, connection) != null) {
                throw new WireFormatException("imex.peers.node_name", "names the same node twice");
            }
        }
        return new Imex(
                Enums.IMEX_DAEMON_STATE.decode("imex.state", wire.getState()),
                text("imex.version", wire.getVersion()),
                text("imex.daemon_instance", wire.getDaemonInstance()),
                peers);
    }

    private static Gpu gpu(dev.heddle.contract.proto.v1.Gpu wire) throws WireFormatException {
        return new Gpu(
                Checks.id("gpus.uuid", GpuUuid::new, wire.getUuid()),
                number("gpus.index", wire.getIndex()),
                number("gpus.minor", wire.getMinor()),
                text("gpus.pci_bus_id", wire.getPciBusId()),
                text("gpus.name", wire.getName()),
                text("gpus.serial", wire.getSerial()),
                number("gpus.memory_bytes", wire.getMemoryBytes()),
                platform(wire.getPlatform()),
                fabric(wire.getFabric()),
                links(wire.getLinksList()),
                Enums.RECOVERY_ACTION.decode("gpus.recovery_action", wire.getRecoveryAction()),
                wire.getLost(),
                text("gpus.vbios", wire.getVbios()),
                text("gpus.device_id", wire.getDeviceId()));
    }

    private static List<Link> links(List<dev.heddle.contract.proto.v1.Link> wire) throws WireFormatException {
        List<Link> links = Checks.list("gpus.links", wire, Limits.MAX_LINKS_PER_GPU, ReportFromWire::link);
        return Checks.distinct("gpus.links.index", links, Link::index);
    }

    private static Platform platform(dev.heddle.contract.proto.v1.Platform wire) throws WireFormatException {
        return new Platform(
                Checks.idOrEmpty("platform.chassis_serial", RackName::new, wire.getChassisSerial()),
                optional("platform.slot_number", wire.hasSlotNumber(), wire.getSlotNumber()),
                optional("platform.tray_index", wire.hasTrayIndex(), wire.getTrayIndex()),
                optional("platform.host_id", wire.hasHostId(), wire.getHostId()),
                Enums.PEER_TYPE.decode("platform.peer_type", wire.getPeerType()),
                optional("platform.module_id", wire.hasModuleId(), wire.getModuleId()),
                text("platform.fabric_guid", wire.getFabricGuid()));
    }

    private static OptionalInt optional(String field, boolean present, int value) throws WireFormatException {
        return present ? OptionalInt.of(number(field, value)) : OptionalInt.empty();
    }

    private static Fabric fabric(dev.heddle.contract.proto.v1.Fabric wire) throws WireFormatException {
        String cluster = wire.getClusterUuid();
        return new Fabric(
                Enums.FABRIC_STATE.decode("fabric.state", wire.getState()),
                number("fabric.status", wire.getStatus()),
                cluster.isEmpty() ? ClusterUuid.NONE : Checks.id("fabric.cluster_uuid", ClusterUuid::new, cluster),
                Checks.list(
                        "fabric.cliques", wire.getCliquesList(), Limits.MAX_CLIQUES_PER_GPU, ReportFromWire::clique),
                health(wire.getHealth()));
    }

    private static Clique clique(dev.heddle.contract.proto.v1.Clique wire) throws WireFormatException {
        return new Clique(
                Enums.CLIQUE_TYPE.decode("fabric.cliques.type", wire.getType()), Integer.toUnsignedLong(wire.getId()));
    }

    private static FabricHealth health(dev.heddle.contract.proto.v1.FabricHealth wire) throws WireFormatException {
        return new FabricHealth(
                Enums.HEALTH_SUMMARY.decode("health.summary", wire.getSummary()),
                Enums.TRISTATE.decode("health.degraded_bandwidth", wire.getDegradedBandwidth()),
                Enums.TRISTATE.decode("health.route_recovery", wire.getRouteRecovery()),
                Enums.TRISTATE.decode("health.route_unhealthy", wire.getRouteUnhealthy()),
                Enums.TRISTATE.decode("health.access_timeout_recovery", wire.getAccessTimeoutRecovery()),
                Enums.MISCONFIGURATION.decode("health.incorrect_configuration", wire.getIncorrectConfiguration()),
                Enums.TRISTATE.decode("health.partition_assigned", wire.getPartitionAssigned()));
    }
}
