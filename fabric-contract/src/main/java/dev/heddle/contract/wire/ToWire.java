package dev.heddle.contract.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.ReportDelta;
import dev.heddle.contract.proto.v1.Applied;
import dev.heddle.contract.proto.v1.Delta;
import dev.heddle.contract.proto.v1.Desired;
import dev.heddle.contract.proto.v1.GrantSpec;
import dev.heddle.contract.proto.v1.Hello;
import dev.heddle.contract.proto.v1.ImexConfig;
import dev.heddle.contract.proto.v1.ImexNode;
import dev.heddle.contract.proto.v1.LinkChange;
import dev.heddle.contract.proto.v1.Refusal;
import dev.heddle.contract.proto.v1.Snapshot;

/** Model to wire. Never fails: the receiver checks. */
public final class ToWire {

    private ToWire() {}

    /** The first words of an agent. */
    public static Hello hello(dev.heddle.contract.model.Hello hello) {
        return Hello.newBuilder()
                .setNodeName(hello.node().value())
                .setBootId(hello.boot().value())
                .setAgentInstance(hello.instance().value())
                .setAgentVersion(hello.agentVersion())
                .setContractVersion(hello.contractVersion())
                .setClusterId(hello.pinnedCluster().map(ClusterId::value).orElse(""))
                .setHighestEpoch(hello.highestEpoch())
                .setNodeGeneration(hello.generation())
                .setAddress(hello.address())
                .build();
    }

    /**
     * A whole report.
     *
     * @param seq its number on the stream, from 1
     */
    public static Snapshot snapshot(long seq, NodeReport report) {
        Snapshot.Builder result = Snapshot.newBuilder()
                .setSeq(seq)
                .setNode(ReportToWire.node(report.node()))
                .setImex(ReportToWire.imex(report.imex()));
        report.gpus().forEach(gpu -> result.addGpus(ReportToWire.gpu(gpu)));
        return result.build();
    }

    /**
     * A change of a report.
     *
     * @param seq one more than that of the last snapshot or delta
     */
    public static Delta delta(long seq, ReportDelta delta) {
        Delta.Builder result = Delta.newBuilder().setSeq(seq);
        delta.gpus().forEach(gpu -> result.addGpus(ReportToWire.gpu(gpu)));
        delta.lostGpus().forEach(gpu -> result.addLostGpus(gpu.value()));
        delta.links()
                .forEach(change -> result.addLinks(LinkChange.newBuilder()
                        .setGpuUuid(change.gpu().value())
                        .setLink(ReportToWire.link(change.link()))));
        delta.imex().map(ReportToWire::imex).ifPresent(result::setImex);
        delta.node().map(ReportToWire::node).ifPresent(result::setNode);
        return result.build();
    }

    /**
     * What a node holds.
     *
     * @param digest of the Desired that it follows, empty = none
     */
    public static Applied applied(dev.heddle.contract.model.Applied applied, byte[] digest) {
        Applied.Builder result = Applied.newBuilder()
                .setEpoch(applied.stamp().epoch())
                .setGeneration(applied.stamp().generation())
                .setBootId(applied.boot().value())
                .setAgentInstance(applied.instance().value())
                .setRecord(Enums.RECORD_STATE.encode(applied.record()))
                .setDigest(ByteString.copyFrom(digest));
        applied.held().forEach(held -> result.addHeld(held(held)));
        applied.refusal().map(ToWire::refusal).ifPresent(result::setRefusal);
        return result.build();
    }

    /** A whole desired state, with its digest. */
    public static Desired desired(dev.heddle.contract.model.Desired desired) {
        Desired.Builder result = Desired.newBuilder()
                .setClusterId(desired.cluster().value())
                .setEpoch(desired.stamp().epoch())
                .setGeneration(desired.stamp().generation())
                .setDigest(UnsafeByteOperations.unsafeWrap(Digests.of(desired)))
                .setBootId(desired.boot().value())
                .setScrub(desired.scrub());
        desired.grants().forEach(grant -> result.addGrants(grant(grant)));
        ImexConfig.Builder imex = ImexConfig.newBuilder();
        desired.imexNodes()
                .forEach(node -> imex.addNodes(ImexNode.newBuilder()
                        .setSlotName(node.slotName())
                        .setNodeName(node.node().map(NodeName::value).orElse(""))
                        .setAddress(node.address())));
        return result.setImex(imex).build();
    }

    private static GrantSpec grant(Grant grant) {
        return GrantSpec.newBuilder()
                .setComputeDomainUid(grant.computeDomain().value())
                .setComputeDomainName(grant.name().value())
                .setChannel(grant.channel())
                .addAllGpuUuids(grant.gpus().stream().map(GpuUuid::value).toList())
                .addAllMembers(grant.members().stream().map(NodeName::value).toList())
                .build();
    }

    private static dev.heddle.contract.proto.v1.HeldGrant held(HeldGrant held) {
        return dev.heddle.contract.proto.v1.HeldGrant.newBuilder()
                .setComputeDomainUid(held.computeDomain().value())
                .setChannel(held.channel())
                .addAllGpuUuids(held.gpus().stream().map(GpuUuid::value).toList())
                .setState(Enums.HELD_STATE.encode(held.state()))
                .setDetail(held.detail())
                .build();
    }

    private static Refusal refusal(dev.heddle.contract.model.Applied.Refusal refusal) {
        return Refusal.newBuilder()
                .setReason(Enums.REFUSAL_REASON.encode(refusal.reason()))
                .setEpoch(refusal.stamp().epoch())
                .setGeneration(refusal.stamp().generation())
                .setDetail(refusal.detail())
                .build();
    }
}
