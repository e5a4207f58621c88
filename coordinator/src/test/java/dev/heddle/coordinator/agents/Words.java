package dev.heddle.coordinator.agents;

import dev.heddle.contract.model.AgentInstance;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.Fabric;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.NodeInfo;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.Platform;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.RecoveryAction;
import dev.heddle.contract.model.RefusalReason;
import dev.heddle.contract.model.ReportDelta;
import dev.heddle.contract.model.Stamp;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.Heartbeat;
import dev.heddle.contract.wire.ToWire;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What agents say in these tests. */
final class Words {

    static final NodeName NODE = new NodeName("tray-1");
    static final BootId BOOT = new BootId("boot-1");
    static final AgentInstance INSTANCE = new AgentInstance("instance-1");

    private Words() {}

    static Hello hello() {
        return hello(Optional.empty(), 0);
    }

    static Hello hello(Optional<ClusterId> pinned, long epoch) {
        return new Hello(NODE, BOOT, INSTANCE, "0.1", 1, pinned, epoch, 0, "10.0.0.1");
    }

    static Hello hello(NodeName node) {
        return new Hello(node, BOOT, INSTANCE, "0.1", 1, Optional.empty(), 0, 0, "10.0.0.1");
    }

    static AgentMessage say(Hello hello) {
        return AgentMessage.newBuilder().setHello(ToWire.hello(hello)).build();
    }

    static AgentMessage snapshot(long seq, NodeReport report) {
        return AgentMessage.newBuilder()
                .setSnapshot(ToWire.snapshot(seq, report))
                .build();
    }

    static AgentMessage delta(long seq, ReportDelta delta) {
        return AgentMessage.newBuilder().setDelta(ToWire.delta(seq, delta)).build();
    }

    static AgentMessage heartbeat(long seq) {
        return AgentMessage.newBuilder()
                .setHeartbeat(Heartbeat.newBuilder().setSeq(seq))
                .build();
    }

    static AgentMessage applied(Applied applied) {
        return AgentMessage.newBuilder()
                .setApplied(ToWire.applied(applied, new byte[0]))
                .build();
    }

    static Applied applied(BootId boot, AgentInstance instance) {
        return new Applied(new Stamp(1, 1), boot, instance, RecordState.INTACT, List.of(), Optional.empty());
    }

    static Applied refusedAsOld(Stamp stamp) {
        return new Applied(
                new Stamp(9, 9),
                BOOT,
                INSTANCE,
                RecordState.INTACT,
                List.of(),
                Optional.of(new Applied.Refusal(RefusalReason.OLD, stamp, "")));
    }

    static Desired desired(long generation, BootId boot) {
        return new Desired(MemoryEngine.CLUSTER, new Stamp(1, generation), boot, List.of(), List.of(), false);
    }

    /** A report of this many GPUs without links. */
    static NodeReport report(int gpus) {
        return new NodeReport(
                new NodeInfo("rack-1", "575.57.08", 2048, "arm64", "simulated"),
                IntStream.range(0, gpus).mapToObj(i -> gpu(i, List.of())).toList(),
                Imex.UNKNOWN);
    }

    static Gpu gpu(int index, List<Link> links) {
        return new Gpu(
                new GpuUuid("GPU-" + index),
                index,
                index,
                "",
                "NVIDIA GB200",
                "",
                1L << 37,
                Platform.UNKNOWN,
                Fabric.UNKNOWN,
                links,
                RecoveryAction.NONE,
                false,
                "",
                "");
    }

    /** GPU 0's first link changes to this state. */
    static ReportDelta linkChange(LinkState state) {
        return new ReportDelta(
                List.of(),
                List.of(),
                List.of(new ReportDelta.LinkChange(new GpuUuid("GPU-0"), new Link(0, state, 0, 0, 0))),
                Optional.empty(),
                Optional.empty());
    }
}
