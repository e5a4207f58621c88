package dev.heddle.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.heddle.contract.model.FabricState;
import dev.heddle.contract.model.Limits;
import dev.heddle.contract.model.Misconfiguration;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.RecoveryAction;
import dev.heddle.contract.proto.v1.Applied;
import dev.heddle.contract.proto.v1.Clique;
import dev.heddle.contract.proto.v1.Delta;
import dev.heddle.contract.proto.v1.Fabric;
import dev.heddle.contract.proto.v1.FabricHealth;
import dev.heddle.contract.proto.v1.Gpu;
import dev.heddle.contract.proto.v1.HeldGrant;
import dev.heddle.contract.proto.v1.Hello;
import dev.heddle.contract.proto.v1.Imex;
import dev.heddle.contract.proto.v1.ImexPeer;
import dev.heddle.contract.proto.v1.Link;
import dev.heddle.contract.proto.v1.NodeInfo;
import dev.heddle.contract.proto.v1.Platform;
import dev.heddle.contract.proto.v1.Snapshot;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FromWireTest {

    private static final int NEWER = 4242;

    private final Hello hello = ToWire.hello(new Samples(new Random(1)).hello());
    private final Snapshot snapshot =
            Snapshot.newBuilder().setSeq(1).setNode(NodeInfo.newBuilder()).build();
    private final Gpu gpu = Gpu.newBuilder().setUuid("GPU-1").build();

    @Test
    void aBadIdNamesItsField() {
        refuses(
                "hello.node_name",
                () -> FromWire.hello(hello.toBuilder().setNodeName("Not A Name").build()));
        refuses(
                "hello.boot_id",
                () -> FromWire.hello(hello.toBuilder().setBootId("").build()));
        refuses(
                "hello.cluster_id",
                () -> FromWire.hello(hello.toBuilder().setClusterId("a b").build()));
        refuses("gpus.uuid", () -> report(gpu.toBuilder().setUuid("x".repeat(129))));
        refuses(
                "fabric.cluster_uuid",
                () -> report(gpu.toBuilder().setFabric(Fabric.newBuilder().setClusterUuid("zero"))));
    }

    @Test
    void aNumberBeyondWhatTheModelHoldsIsRefused() {
        refuses(
                "hello.contract_version",
                () -> FromWire.hello(hello.toBuilder().setContractVersion(0).build()));
        refuses(
                "hello.highest_epoch",
                () -> FromWire.hello(hello.toBuilder().setHighestEpoch(-1).build()));
        refuses("gpus.index", () -> report(gpu.toBuilder().setIndex(-1)));
        refuses(
                "links.index",
                () -> report(gpu.toBuilder().addLinks(Link.newBuilder().setIndex(Limits.MAX_LINKS_PER_GPU))));
        refuses(
                "node.imex_channel_count",
                () -> FromWire.snapshot(snapshot.toBuilder()
                        .setNode(NodeInfo.newBuilder().setImexChannelCount(Limits.MAX_IMEX_CHANNELS + 1))
                        .build()));
    }

    @Test
    void anAddressThatCouldBreakAConfigurationFileIsRefused() {
        refuses(
                "hello.address",
                () -> FromWire.hello(
                        hello.toBuilder().setAddress("10.0.0.1\n10.0.0.2 evil").build()));
    }

    @Test
    void aTextThatCannotNameARackIsRefusedWhereItWouldNameOne() {
        refuses(
                "node.rack_name",
                () -> FromWire.snapshot(snapshot.toBuilder()
                        .setNode(NodeInfo.newBuilder().setRackName("rack one"))
                        .build()));
        refuses(
                "platform.chassis_serial",
                () -> report(gpu.toBuilder().setPlatform(Platform.newBuilder().setChassisSerial("a b"))));
    }

    @Test
    void moreThanAMaximumIsRefusedAndNeverCut() {
        List<Gpu> gpus = Collections.nCopies(Limits.MAX_GPUS_PER_NODE + 1, gpu);
        refuses(
                "gpus",
                () -> FromWire.snapshot(snapshot.toBuilder().addAllGpus(gpus).build()));
        refuses("gpus.name", () -> report(gpu.toBuilder().setName("x".repeat(Limits.MAX_TEXT_CHARS + 1))));
        refuses(
                "delta.lost_gpus",
                () -> FromWire.delta(Delta.newBuilder()
                        .addAllLostGpus(Collections.nCopies(Limits.MAX_GPUS_PER_NODE + 1, "GPU-1"))
                        .build()));
        ImexPeer peer = ImexPeer.newBuilder().setNodeName("a").build();
        refuses(
                "imex.peers",
                () -> FromWire.snapshot(snapshot.toBuilder()
                        .setImex(Imex.newBuilder().addAllPeers(Collections.nCopies(Limits.MAX_IMEX_NODES + 1, peer)))
                        .build()));
    }

    @Test
    void whatNamesTheSameThingTwiceIsRefused() {
        refuses(
                "gpus.uuid",
                () -> FromWire.snapshot(
                        snapshot.toBuilder().addGpus(gpu).addGpus(gpu).build()));
        Link link = Link.newBuilder().setIndex(3).build();
        refuses("gpus.links.index", () -> report(gpu.toBuilder().addLinks(link).addLinks(link)));
        HeldGrant held =
                HeldGrant.newBuilder().setComputeDomainUid("u").setStateValue(1).build();
        refuses(
                "applied.held.compute_domain_uid",
                () -> FromWire.applied(applied().addHeld(held).addHeld(held).build()));
    }

    @Test
    void aDigestOfAnotherLengthIsRefused() {
        refuses(
                "applied.digest",
                () -> FromWire.applied(
                        applied().setDigest(ByteString.copyFromUtf8("short")).build()));
    }

    @Test
    void aNewerPeersWordsBecomeUnknownOrNeedAnOperator() throws Exception {
        NodeReport report = report(gpu.toBuilder()
                .setRecoveryActionValue(NEWER)
                .setFabric(Fabric.newBuilder()
                        .setStateValue(NEWER)
                        .setHealth(FabricHealth.newBuilder().setIncorrectConfigurationValue(NEWER))));
        assertThat(report.gpus().getFirst().recoveryAction()).isEqualTo(RecoveryAction.OTHER);
        assertThat(report.gpus().getFirst().fabric().state()).isEqualTo(FabricState.UNKNOWN);
        assertThat(report.gpus().getFirst().fabric().health().misconfiguration())
                .isEqualTo(Misconfiguration.OTHER);
    }

    @Test
    void aNewerPeersWordIsRefusedWhereAGuessCouldPassForHealthOrRelease() {
        refuses(
                "health.summary",
                () -> report(gpu.toBuilder()
                        .setFabric(Fabric.newBuilder()
                                .setHealth(FabricHealth.newBuilder().setSummaryValue(NEWER)))));
        refuses(
                "fabric.cliques.type",
                () -> report(gpu.toBuilder()
                        .setFabric(Fabric.newBuilder()
                                .addCliques(Clique.newBuilder().setTypeValue(NEWER)))));
        refuses(
                "applied.record",
                () -> FromWire.applied(applied().setRecordValue(0).build()));
        refuses(
                "applied.held.state",
                () -> FromWire.applied(applied()
                        .addHeld(HeldGrant.newBuilder().setComputeDomainUid("u"))
                        .build()));
    }

    @Test
    void aSnapshotWithoutItsNodeIsRefused() {
        refuses("snapshot.node", () -> FromWire.snapshot(Snapshot.getDefaultInstance()));
    }

    @Test
    void bytesThatAreNoMessageAreRefused() {
        refuses("hello", () -> WireBytes.hello(new byte[] {(byte) 0xFF, 1, 2}));
    }

    private static Applied.Builder applied() {
        return Applied.newBuilder().setBootId("b").setAgentInstance("i").setRecordValue(1);
    }

    private NodeReport report(Gpu.Builder only) throws WireFormatException {
        return FromWire.snapshot(snapshot.toBuilder().addGpus(only).build());
    }

    private static void refuses(String field, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        WireFormatException.class, e -> assertThat(e.field()).isEqualTo(field));
    }
}
