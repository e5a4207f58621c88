package dev.heddle.contract.wire;

import static dev.heddle.contract.wire.Checks.id;
import static dev.heddle.contract.wire.Checks.number;
import static dev.heddle.contract.wire.Checks.text;

import dev.heddle.contract.model.AgentInstance;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.ImexNode;
import dev.heddle.contract.model.Limits;
import dev.heddle.contract.model.NodeInfo;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.ReportDelta;
import dev.heddle.contract.model.Stamp;
import dev.heddle.contract.proto.v1.Delta;
import dev.heddle.contract.proto.v1.GrantSpec;
import dev.heddle.contract.proto.v1.LinkChange;
import dev.heddle.contract.proto.v1.Refusal;
import dev.heddle.contract.proto.v1.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Wire to model. Every method throws {@link WireFormatException}, which names the field, for whatever breaks the
 * contract or a maximum in {@link Limits}, and nothing else.
 */
public final class FromWire {

    private FromWire() {}

    /** The first words of an agent. */
    public static Hello hello(dev.heddle.contract.proto.v1.Hello wire) throws WireFormatException {
        int version = number("hello.contract_version", wire.getContractVersion());
        if (version == 0) {
            throw new WireFormatException("hello.contract_version", "must be 1 or above");
        }
        return new Hello(
                id("hello.node_name", NodeName::new, wire.getNodeName()),
                id("hello.boot_id", BootId::new, wire.getBootId()),
                id("hello.agent_instance", AgentInstance::new, wire.getAgentInstance()),
                text("hello.agent_version", wire.getAgentVersion()),
                version,
                optionalId("hello.cluster_id", ClusterId::new, wire.getClusterId()),
                number("hello.highest_epoch", wire.getHighestEpoch()),
                number("hello.node_generation", wire.getNodeGeneration()),
                Checks.address("hello.address", wire.getAddress()));
    }

    /** A whole report. Its number on the stream is {@code wire.getSeq()}. */
    public static NodeReport snapshot(Snapshot wire) throws WireFormatException {
        if (!wire.hasNode()) {
            throw new WireFormatException("snapshot.node", "must be present");
        }
        return new NodeReport(
                ReportFromWire.node(wire.getNode()),
                ReportFromWire.gpus(wire.getGpusList()),
                ReportFromWire.imex(wire.getImex()));
    }

    /** A change of a report. Its number on the stream is {@code wire.getSeq()}. */
    public static ReportDelta delta(Delta wire) throws WireFormatException {
        Optional<Imex> imex = wire.hasImex() ? Optional.of(ReportFromWire.imex(wire.getImex())) : Optional.empty();
        Optional<NodeInfo> node = wire.hasNode() ? Optional.of(ReportFromWire.node(wire.getNode())) : Optional.empty();
        return new ReportDelta(
                ReportFromWire.gpus(wire.getGpusList()),
                Checks.list("delta.lost_gpus", wire.getLostGpusList(), Limits.MAX_GPUS_PER_NODE, FromWire::gpu),
                Checks.list(
                        "delta.links",
                        wire.getLinksList(),
                        Limits.MAX_GPUS_PER_NODE * Limits.MAX_LINKS_PER_GPU,
                        FromWire::linkChange),
                imex,
                node);
    }

    /** What a node holds. The digest of what it follows is {@code wire.getDigest()}. */
    public static Applied applied(dev.heddle.contract.proto.v1.Applied wire) throws WireFormatException {
        digest("applied.digest", wire.getDigest().size());
        List<HeldGrant> held =
                Checks.list("applied.held", wire.getHeldList(), Limits.MAX_GRANTS_PER_NODE, FromWire::held);
        return new Applied(
                stamp("applied", wire.getEpoch(), wire.getGeneration()),
                id("applied.boot_id", BootId::new, wire.getBootId()),
                id("applied.agent_instance", AgentInstance::new, wire.getAgentInstance()),
                Enums.RECORD_STATE.decode("applied.record", wire.getRecord()),
                Checks.distinct("applied.held.compute_domain_uid", held, HeldGrant::computeDomain),
                wire.hasRefusal() ? Optional.of(refusal(wire.getRefusal())) : Optional.empty());
    }

    /**
     * A whole desired state. The sent digest is not compared with the content: a newer coordinator's may cover
     * fields that this version does not know. Compare {@link Digests#of} of two mapped states instead.
     */
    public static Desired desired(dev.heddle.contract.proto.v1.Desired wire) throws WireFormatException {
        digest("desired.digest", wire.getDigest().size());
        List<Grant> grants =
                Checks.list("desired.grants", wire.getGrantsList(), Limits.MAX_GRANTS_PER_NODE, FromWire::grant);
        return new Desired(
                id("desired.cluster_id", ClusterId::new, wire.getClusterId()),
                stamp("desired", wire.getEpoch(), wire.getGeneration()),
                id("desired.boot_id", BootId::new, wire.getBootId()),
                Checks.distinct("desired.grants.compute_domain_uid", grants, Grant::computeDomain),
                Checks.list(
                        "desired.imex.nodes", wire.getImex().getNodesList(), Limits.MAX_IMEX_NODES, FromWire::imexNode),
                wire.getScrub());
    }

    private static void digest(String field, int size) throws WireFormatException {
        if (size != 0 && size != Digests.BYTES) {
            throw new WireFormatException(field, "must be " + Digests.BYTES + " bytes, were " + size);
        }
    }

    private static Stamp stamp(String message, long epoch, long generation) throws WireFormatException {
        return new Stamp(number(message + ".epoch", epoch), number(message + ".generation", generation));
    }

    private static GpuUuid gpu(String value) throws WireFormatException {
        return id("gpu_uuids", GpuUuid::new, value);
    }

    private static SortedSet<GpuUuid> gpus(List<String> wire) throws WireFormatException {
        return new TreeSet<>(Checks.list("gpu_uuids", wire, Limits.MAX_GPUS_PER_NODE, FromWire::gpu));
    }

    private static ReportDelta.LinkChange linkChange(LinkChange wire) throws WireFormatException {
        return new ReportDelta.LinkChange(
                id("delta.links.gpu_uuid", GpuUuid::new, wire.getGpuUuid()), ReportFromWire.link(wire.getLink()));
    }

    private static HeldGrant held(dev.heddle.contract.proto.v1.HeldGrant wire) throws WireFormatException {
        return new HeldGrant(
                id("applied.held.compute_domain_uid", ComputeDomainUid::new, wire.getComputeDomainUid()),
                number("applied.held.channel", wire.getChannel(), Limits.MAX_IMEX_CHANNELS - 1),
                gpus(wire.getGpuUuidsList()),
                Enums.HELD_STATE.decode("applied.held.state", wire.getState()),
                text("applied.held.detail", wire.getDetail()));
    }

    private static Applied.Refusal refusal(Refusal wire) throws WireFormatException {
        return new Applied.Refusal(
                Enums.REFUSAL_REASON.decode("applied.refusal.reason", wire.getReason()),
                stamp("applied.refusal", wire.getEpoch(), wire.getGeneration()),
                text("applied.refusal.detail", wire.getDetail()));
    }

    private static Grant grant(GrantSpec wire) throws WireFormatException {
        return new Grant(
                id("desired.grants.compute_domain_uid", ComputeDomainUid::new, wire.getComputeDomainUid()),
                id("desired.grants.compute_domain_name", ComputeDomainName::new, wire.getComputeDomainName()),
                number("desired.grants.channel", wire.getChannel(), Limits.MAX_IMEX_CHANNELS - 1),
                gpus(wire.getGpuUuidsList()),
                Checks.list(
                        "desired.grants.members",
                        wire.getMembersList(),
                        Limits.MAX_IMEX_NODES,
                        name -> id("desired.grants.members", NodeName::new, name)));
    }

    private static ImexNode imexNode(dev.heddle.contract.proto.v1.ImexNode wire) throws WireFormatException {
        if (wire.getSlotName().isEmpty()) {
            throw new WireFormatException("desired.imex.nodes.slot_name", "must not be empty");
        }
        return new ImexNode(
                Checks.address("desired.imex.nodes.slot_name", wire.getSlotName()),
                optionalId("desired.imex.nodes.node_name", NodeName::new, wire.getNodeName()),
                Checks.address("desired.imex.nodes.address", wire.getAddress()));
    }

    private static <T> Optional<T> optionalId(String field, Function<String, T> constructor, String value)
            throws WireFormatException {
        return value.isEmpty() ? Optional.empty() : Optional.of(id(field, constructor, value));
    }
}
