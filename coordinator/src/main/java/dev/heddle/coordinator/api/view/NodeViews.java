package dev.heddle.coordinator.api.view;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.ImexConnection;
import dev.heddle.contract.model.NodeInfo;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Rooms;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.api.dto.GpuDto;
import dev.heddle.coordinator.api.dto.NodeDetailDto;
import dev.heddle.coordinator.api.dto.NodeDto;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.health.Verdict;
import dev.heddle.coordinator.topology.NodeFabric;
import dev.heddle.coordinator.topology.NodeObservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nodes. */
public final class NodeViews {

    private NodeViews() {}

    /** What a node can be asked for by. */
    public enum Condition {
        /** Its agent is connected. */
        CONNECTED,
        /** Its agent is not connected. */
        DISCONNECTED,
        /** An operator closed it. */
        CORDONED,
        /** It takes nothing, for whatever cause. */
        CLOSED,
        /** It takes something. */
        OPEN,
        /** Nothing is wrong with it. */
        HEALTHY,
        /** It works below its full capacity. */
        LIMITED,
        /** Its health cannot be told. */
        UNKNOWN,
        /** It does not work. */
        UNHEALTHY
    }

    /**
     * Which nodes.
     *
     * @param rack in this rack; empty = any
     * @param condition of which this holds; empty = any
     */
    public record Filter(Optional<String> rack, Optional<Condition> condition) {

        private boolean takes(NodeEntry node) {
            return Places.match(node, rack, Optional.empty())
                    && condition.map(wanted -> holds(node, wanted)).orElse(true);
        }
    }

    /** Nodes by rack and place. */
    public static void list(FabricIndex index, Filter filter, Window<NodeDto> window) {
        for (FabricIndex.RackEntry rack : index.racks()) {
            for (NodeEntry node : rack.nodes()) {
                if (filter.takes(node)) {
                    window.offer(() -> node(index.image(), node));
                }
            }
        }
    }

    private static boolean holds(NodeEntry node, Condition condition) {
        return switch (condition) {
            case CONNECTED -> node.connected();
            case DISCONNECTED -> !node.connected();
            case CORDONED -> node.cordoned();
            case CLOSED -> node.standing().closed().isPresent();
            case OPEN -> node.standing().closed().isEmpty();
            case HEALTHY, LIMITED, UNKNOWN, UNHEALTHY ->
                node.verdict().health().name().equals(condition.name());
        };
    }

    /** A node with all that is on it. */
    public static NodeDetailDto detail(Image image, NodeEntry node) {
        List<GpuDto> gpus = new ArrayList<>();
        for (int i = 0; i < node.gpus().size(); i++) {
            gpus.add(GpuViews.gpu(node, i));
        }
        List<NodeDetailDto.Peer> peers = new ArrayList<>();
        imex(node)
                .peers()
                .forEach(
                        (peer, connection) -> peers.add(new NodeDetailDto.Peer(peer.value(), Words.camel(connection))));
        return new NodeDetailDto(node(image, node), gpus, peers);
    }

    static NodeDto node(Image image, NodeEntry node) {
        Verdict verdict = node.verdict();
        Optional<NodeObservation> heard = node.view().map(NodeView::observation);
        Optional<NodeInfo> info = heard.flatMap(NodeObservation::report).map(NodeReport::node);
        Optional<UnitNode> adopted = node.adopted();
        return new NodeDto(
                node.name().value(),
                node.location().rack().value(),
                Words.orNull(node.location().slot()),
                Words.orNull(node.location().tray()),
                node.unit().map(unit -> unit.unit().id().value()).orElse(null),
                node.connected(),
                heard.map(NodeObservation::since).orElse(null),
                heard.map(NodeObservation::replica).orElse(null),
                heard.map(NodeObservation::boot)
                        .or(() -> adopted.map(UnitNode::boot))
                        .map(Object::toString)
                        .orElse(null),
                heard.map(seen -> seen.hello().agentVersion()).orElse(null),
                info.map(NodeInfo::driverVersion).flatMap(NodeViews::text).orElse(null),
                info.map(NodeInfo::architecture).flatMap(NodeViews::text).orElse(null),
                info.map(NodeInfo::probe).flatMap(NodeViews::text).orElse(null),
                info.map(NodeInfo::imexChannelCount).orElse(null),
                heard.map(seen -> seen.hello().address())
                        .or(() -> adopted.map(one -> one.place().address()))
                        .flatMap(NodeViews::text)
                        .orElse(null),
                clique(node),
                cluster(node),
                Words.camel(verdict.health()),
                Words.orNull(verdict.reason()),
                Words.orNull(verdict.message()),
                node.standing().gpus(),
                node.standing().grantable(),
                node.standing().granted(),
                Words.links(node.links()),
                node.cordoned(),
                adopted.map(one -> one.state().fenced()).orElse(false),
                node.standing().closed().orElse(null),
                adopted.map(UnitNode::generation).orElse(null),
                heard.flatMap(NodeObservation::applied).map(NodeViews::applied).orElse(null),
                imexDto(imex(node)),
                node.standing().computeDomains(),
                held(image, heard.flatMap(NodeObservation::applied)));
    }

    private static Optional<String> text(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static @Nullable String clique(NodeEntry node) {
        if (node.unit().isPresent() && node.adopted().isPresent()) {
            return Rooms.clique(node.unit().get(), node.adopted().get());
        }
        return node.view()
                .map(NodeView::fabric)
                .flatMap(fabric -> switch (fabric) {
                    case NodeFabric.Member member
                    when member.clique().isPresent() ->
                        Optional.of(member.cluster() + "." + member.clique().getAsLong());
                    case NodeFabric.Member member -> Optional.<String>empty();
                    case NodeFabric.Standalone standalone -> Optional.of("node/" + node.name());
                    case NodeFabric.Mixed mixed -> Optional.<String>empty();
                    case NodeFabric.Unsettled unsettled -> Optional.<String>empty();
                })
                .orElse(null);
    }

    private static @Nullable String cluster(NodeEntry node) {
        if (node.unit().isPresent()) {
            return node.unit().get().unit().cluster().isNone()
                    ? null
                    : node.unit().get().unit().cluster().value();
        }
        return node.view()
                .map(NodeView::fabric)
                .flatMap(fabric -> switch (fabric) {
                    case NodeFabric.Member member ->
                        Optional.of(member.cluster().value());
                    case NodeFabric.Mixed mixed -> Optional.of(mixed.cluster().value());
                    case NodeFabric.Standalone standalone -> Optional.<String>empty();
                    case NodeFabric.Unsettled unsettled -> Optional.<String>empty();
                })
                .orElse(null);
    }

    private static NodeDto.AppliedDto applied(Applied applied) {
        return new NodeDto.AppliedDto(
                applied.stamp().epoch(),
                applied.stamp().generation(),
                Words.camel(applied.record()),
                applied.refusal()
                        .map(refusal -> Words.camel(refusal.reason())
                                + (refusal.detail().isEmpty() ? "" : ": " + refusal.detail()))
                        .orElse(null));
    }

    private static Imex imex(NodeEntry node) {
        return node.view().map(view -> view.report().imex()).orElse(Imex.UNKNOWN);
    }

    private static NodeDto.ImexDto imexDto(Imex imex) {
        int connected = (int) imex.peers().values().stream()
                .filter(connection -> connection == ImexConnection.CONNECTED)
                .count();
        return new NodeDto.ImexDto(
                Words.camel(imex.state()),
                Words.orNull(imex.version()),
                Words.orNull(imex.daemonInstance()),
                connected,
                imex.peers().size());
    }

    private static List<NodeDto.Held> held(Image image, Optional<Applied> applied) {
        List<NodeDto.Held> held = new ArrayList<>();
        for (HeldGrant grant : applied.map(Applied::held).orElse(List.of())) {
            held.add(new NodeDto.Held(
                    grant.computeDomain().value(),
                    image.computeDomains()
                            .get(grant.computeDomain())
                            .map(known -> known.computeDomain().name().value())
                            .orElse(null),
                    grant.channel(),
                    Words.camel(grant.state()),
                    Words.orNull(grant.detail())));
        }
        return held;
    }
}
