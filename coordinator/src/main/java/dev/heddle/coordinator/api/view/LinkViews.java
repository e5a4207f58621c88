package dev.heddle.coordinator.api.view;

import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.LinkState;
import dev.heddle.coordinator.api.dto.LinkDto;
import dev.heddle.coordinator.topology.NodeFabric;
import java.util.Optional;

/** NVLinks. */
public final class LinkViews {

    private LinkViews() {}

    /** What a link means to a user. */
    public enum Kind {
        /** Up at full speed. */
        ACTIVE,
        /** Up with something wrong. */
        DEGRADED,
        /** Not up. */
        DOWN,
        /** Not reported, or the node is silent. */
        UNKNOWN
    }

    /**
     * Which links.
     *
     * @param rack in this rack; empty = any
     * @param node on this node; empty = any
     * @param kind of this kind; empty = any
     */
    public record Filter(Optional<String> rack, Optional<String> node, Optional<Kind> kind) {

        private boolean takes(Kind one) {
            return kind.map(one::equals).orElse(true);
        }
    }

    /** Links by rack, place, GPU and number. A GPU whose probe cannot see links has one row of its own. */
    public static void list(FabricIndex index, Filter filter, Window<LinkDto> window) {
        for (FabricIndex.RackEntry rack : index.racks()) {
            for (NodeEntry node : rack.nodes()) {
                if (Places.match(node, filter.rack(), filter.node())) {
                    node.gpus().forEach(gpu -> list(node, gpu, filter, window));
                }
            }
        }
    }

    private static void list(NodeEntry node, Gpu gpu, Filter filter, Window<LinkDto> window) {
        if (gpu.links().isEmpty() && filter.takes(Kind.UNKNOWN)) {
            window.offer(() -> unseen(node, gpu));
        }
        for (Link link : gpu.links()) {
            LinkState state = node.connected() ? link.state() : LinkState.UNKNOWN;
            if (filter.takes(kind(state))) {
                window.offer(() -> link(node, gpu, link, state));
            }
        }
    }

    private static Kind kind(LinkState state) {
        return switch (state) {
            case ACTIVE -> Kind.ACTIVE;
            case SLEEP, DEGRADED, FLAPPING -> Kind.DEGRADED;
            case INACTIVE -> Kind.DOWN;
            case UNKNOWN -> Kind.UNKNOWN;
        };
    }

    private static LinkDto link(NodeEntry node, Gpu gpu, Link link, LinkState state) {
        boolean switched = node.view()
                .filter(view -> !(view.fabric() instanceof NodeFabric.Standalone))
                .isPresent();
        return new LinkDto(
                place(node, gpu) + "/link-" + link.index(),
                node.location().rack().value(),
                node.name().value(),
                gpu.uuid().value(),
                gpu.index(),
                link.index(),
                switched ? link.index() : null,
                Words.camel(state),
                link.speedMbps(),
                link.recoveryEvents(),
                link.errorEvents());
    }

    private static LinkDto unseen(NodeEntry node, Gpu gpu) {
        return new LinkDto(
                place(node, gpu),
                node.location().rack().value(),
                node.name().value(),
                gpu.uuid().value(),
                gpu.index(),
                null,
                null,
                Words.camel(LinkState.UNKNOWN),
                null,
                null,
                null);
    }

    private static String place(NodeEntry node, Gpu gpu) {
        String tray = node.location().tray().isPresent()
                ? "tray-%02d".formatted(node.location().tray().getAsInt())
                : node.name().value();
        return node.location().rack() + "/" + tray + "/gpu-" + gpu.index();
    }
}
