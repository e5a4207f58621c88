package dev.heddle.contract.wire;

import dev.heddle.contract.proto.v1.Clique;
import dev.heddle.contract.proto.v1.Fabric;
import dev.heddle.contract.proto.v1.FabricHealth;
import dev.heddle.contract.proto.v1.Gpu;
import dev.heddle.contract.proto.v1.Imex;
import dev.heddle.contract.proto.v1.ImexPeer;
import dev.heddle.contract.proto.v1.Link;
import dev.heddle.contract.proto.v1.NodeInfo;
import dev.heddle.contract.proto.v1.Platform;

/** The parts of a report. */
final class ReportToWire {

    private ReportToWire() {}

    static NodeInfo node(dev.heddle.contract.model.NodeInfo node) {
        return NodeInfo.newBuilder()
                .setRackName(node.rackName())
                .setDriverVersion(node.driverVersion())
                .setImexChannelCount(node.imexChannelCount())
                .setArchitecture(node.architecture())
                .setProbe(node.probe())
                .build();
    }

    static Gpu gpu(dev.heddle.contract.model.Gpu gpu) {
        Gpu.Builder result = Gpu.newBuilder()
                .setUuid(gpu.uuid().value())
                .setIndex(gpu.index())
                .setMinor(gpu.minor())
                .setPciBusId(gpu.pciBusId())
                .setName(gpu.name())
                .setSerial(gpu.serial())
                .setMemoryBytes(gpu.memoryBytes())
                .setPlatform(platform(gpu.platform()))
                .setFabric(fabric(gpu.fabric()))
                .setRecoveryAction(Enums.RECOVERY_ACTION.encode(gpu.recoveryAction()))
                .setLost(gpu.lost())
                .setVbios(gpu.vbios())
                .setDeviceId(gpu.deviceId());
        gpu.links().forEach(link -> result.addLinks(link(link)));
        return result.build();
    }

    static Link link(dev.heddle.contract.model.Link link) {
        return Link.newBuilder()
                .setIndex(link.index())
                .setState(Enums.LINK_STATE.encode(link.state()))
                .setSpeedMbps(link.speedMbps())
                .setRecoveryEvents(link.recoveryEvents())
                .setErrorEvents(link.errorEvents())
                .build();
    }

    static Imex imex(dev.heddle.contract.model.Imex imex) {
        Imex.Builder result = Imex.newBuilder()
                .setState(Enums.IMEX_DAEMON_STATE.encode(imex.state()))
                .setVersion(imex.version())
                .setDaemonInstance(imex.daemonInstance());
        imex.peers()
                .forEach((node, connection) -> result.addPeers(ImexPeer.newBuilder()
                        .setNodeName(node.value())
                        .setConnection(Enums.IMEX_CONNECTION.encode(connection))));
        return result.build();
    }

    private static Platform platform(dev.heddle.contract.model.Platform platform) {
        Platform.Builder result = Platform.newBuilder()
                .setChassisSerial(platform.chassisSerial())
                .setPeerType(Enums.PEER_TYPE.encode(platform.peerType()))
                .setFabricGuid(platform.fabricGuid());
        platform.slotNumber().ifPresent(result::setSlotNumber);
        platform.trayIndex().ifPresent(result::setTrayIndex);
        platform.hostId().ifPresent(result::setHostId);
        platform.moduleId().ifPresent(result::setModuleId);
        return result.build();
    }

    private static Fabric fabric(dev.heddle.contract.model.Fabric fabric) {
        Fabric.Builder result = Fabric.newBuilder()
                .setState(Enums.FABRIC_STATE.encode(fabric.state()))
                .setStatus(fabric.status())
                .setClusterUuid(fabric.cluster().value())
                .setHealth(health(fabric.health()));
        fabric.cliques()
                .forEach(clique -> result.addCliques(Clique.newBuilder()
                        .setType(Enums.CLIQUE_TYPE.encode(clique.type()))
                        .setId((int) clique.id())));
        return result.build();
    }

    private static FabricHealth health(dev.heddle.contract.model.FabricHealth health) {
        return FabricHealth.newBuilder()
                .setSummary(Enums.HEALTH_SUMMARY.encode(health.summary()))
                .setDegradedBandwidth(Enums.TRISTATE.encode(health.degradedBandwidth()))
                .setRouteRecovery(Enums.TRISTATE.encode(health.routeRecovery()))
                .setRouteUnhealthy(Enums.TRISTATE.encode(health.routeUnhealthy()))
                .setAccessTimeoutRecovery(Enums.TRISTATE.encode(health.accessTimeoutRecovery()))
                .setIncorrectConfiguration(Enums.MISCONFIGURATION.encode(health.misconfiguration()))
                .setPartitionAssigned(Enums.TRISTATE.encode(health.partitionAssigned()))
                .build();
    }
}
