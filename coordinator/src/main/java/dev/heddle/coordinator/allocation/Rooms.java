package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.ImexDaemonState;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.coordinator.health.Health;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.health.Verdict;
import dev.heddle.coordinator.placement.CliqueKey;
import dev.heddle.coordinator.placement.CliqueRoom;
import dev.heddle.coordinator.placement.CliqueVerdict;
import dev.heddle.coordinator.placement.NodeRoom;
import dev.heddle.coordinator.topology.NodeFabric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a unit's cliques can still give: the ledger's word and the agents' together. Unknown is not healthy. */
public final class Rooms {

    private static final int NO_ORDER = Integer.MAX_VALUE;

    private Rooms() {}

    static List<CliqueRoom> of(UnitState unit) {
        Map<String, List<NodeRoom>> cliques = new TreeMap<>();
        for (UnitNode node : unit.unit().nodes().values()) {
            cliques.computeIfAbsent(clique(unit, node), label -> new ArrayList<>())
                    .add(room(unit, node));
        }
        int channels = Channels.free(unit);
        Optional<CliqueRoom.Barred> barred = barred(unit);
        List<CliqueRoom> rooms = new ArrayList<>();
        cliques.forEach((label, nodes) -> rooms.add(
                new CliqueRoom(new CliqueKey(unit.unit().id(), label), rack(unit, nodes), nodes, channels, barred)));
        return List.copyOf(rooms);
    }

    /** A clique of a unit whose record the leader has not stamped yet. */
    static CliqueRoom unstamped(CliqueRoom room) {
        return new CliqueRoom(
                room.key(),
                room.rack(),
                room.nodes(),
                room.freeChannels(),
                Optional.of(new CliqueRoom.Barred(
                        CliqueVerdict.Code.SAFE_MODE, "The new leader has not stamped the unit's record yet.")));
    }

    /** The clique that a node is counted in: as it reports, or where it was last while it is not settled. */
    public static String clique(UnitState unit, UnitNode node) {
        NodeFabric fabric = unit.view(node.name())
                .<NodeFabric>map(NodeView::fabric)
                .orElseGet(() -> new NodeFabric.Unsettled("not heard"));
        return switch (fabric) {
            case NodeFabric.Member member
            when member.clique().isPresent() ->
                unit.unit().cluster() + "." + member.clique().getAsLong();
            case NodeFabric.Member member -> unit.unit().cluster() + ".none";
            case NodeFabric.Standalone standalone -> "node/" + node.name();
            case NodeFabric.Mixed mixed -> committed(unit, node);
            case NodeFabric.Unsettled unsettled -> committed(unit, node);
        };
    }

    private static String committed(UnitState unit, UnitNode node) {
        return unit.unit().cluster().isNone()
                ? "node/" + node.name()
                : node.place().imexClique().isPresent()
                        ? unit.unit().cluster() + "."
                                + node.place().imexClique().getAsLong()
                        : unit.unit().cluster() + ".none";
    }

    private static String rack(UnitState unit, List<NodeRoom> nodes) {
        return unit.unit()
                .node(nodes.getFirst().node())
                .map(node -> node.place().rack().value())
                .orElse("");
    }

    private static Optional<CliqueRoom.Barred> barred(UnitState unit) {
        if (!unit.unit().behind().isEmpty()) {
            return Optional.of(new CliqueRoom.Barred(
                    CliqueVerdict.Code.LEDGER_BEHIND,
                    "The ledger is older than what its agents hold; still to be heard: "
                            + unit.unit().behind() + "."));
        }
        return unit.rollup().changing()
                ? Optional.of(new CliqueRoom.Barred(
                        CliqueVerdict.Code.CLUSTER_UUID_CHANGING, "Its nodes disagree on the cluster uuid."))
                : Optional.empty();
    }

    private static NodeRoom room(UnitState unit, UnitNode node) {
        int order = node.place().tray().orElse(NO_ORDER);
        Optional<NodeRoom.Closed> closed = closed(unit, node);
        List<GpuUuid> free = new ArrayList<>();
        List<GpuUuid> limited = new ArrayList<>();
        if (closed.isEmpty()) {
            unit.view(node.name()).ifPresent(view -> collect(unit, node, view, free, limited));
        }
        return new NodeRoom(node.name(), order, free, limited, node.gpus().size(), closed);
    }

    private static void collect(
            UnitState unit, UnitNode node, NodeView view, List<GpuUuid> free, List<GpuUuid> limited) {
        List<Gpu> gpus = view.report().gpus();
        for (int i = 0; i < gpus.size(); i++) {
            GpuUuid uuid = gpus.get(i).uuid();
            if (!node.gpus().contains(uuid) || unit.holder(uuid).isPresent()) {
                continue;
            }
            Health health = view.gpus().get(i).health();
            if (isKnownHealthy(health)) {
                free.add(uuid);
            } else if (health == Health.LIMITED) {
                limited.add(uuid);
            }
        }
    }

    private static boolean isKnownHealthy(Health health) {
        return health == Health.HEALTHY;
    }

    /** Why a node takes nothing at all; empty = open. */
    public static Optional<NodeRoom.Closed> closed(UnitState unit, UnitNode node) {
        NodeName name = node.name();
        if (node.state().cordoned()) {
            return closed(NodeRoom.Cause.CORDONED, "Cordoned", name + " is cordoned.");
        }
        Optional<NodeView> heard =
                unit.view(name).filter(view -> view.observation().connected());
        if (heard.isEmpty()) {
            return closed(NodeRoom.Cause.UNREACHABLE, "NodeUnreachable", name + " is not connected.");
        }
        return closed(unit, node, heard.get());
    }

    private static Optional<NodeRoom.Closed> closed(UnitState unit, UnitNode node, NodeView view) {
        NodeName name = node.name();
        Optional<Applied> applied = view.observation().applied();
        if (view.observation().report().isEmpty() || applied.isEmpty()) {
            return closed(NodeRoom.Cause.SAFE_MODE, "NotHeard", name + " has not reported to this leader yet.");
        }
        if (isUntrusted(node, view, applied.get())) {
            return closed(NodeRoom.Cause.SCRUBBING, "Scrubbing", name + " is being cleaned before it is trusted.");
        }
        if (isBehind(unit, applied.get())) {
            return closed(
                    NodeRoom.Cause.SAFE_MODE, "NotObeying", name + " has not confirmed this leader's orders yet.");
        }
        return fabric(node, view);
    }

    /** Another boot than the adopted one, or one that was not cleaned yet. */
    private static boolean isUntrusted(UnitNode node, NodeView view, Applied applied) {
        return !view.observation().boot().equals(node.boot())
                || node.state().scrubbing()
                || applied.record() != RecordState.INTACT;
    }

    /** An agent that has not obeyed the leader that wrote its unit's record. */
    private static boolean isBehind(UnitState unit, Applied applied) {
        return applied.stamp().epoch() < unit.epoch();
    }

    private static Optional<NodeRoom.Closed> fabric(UnitNode node, NodeView view) {
        NodeName name = node.name();
        return switch (view.fabric()) {
            case NodeFabric.Mixed mixed ->
                closed(NodeRoom.Cause.FABRIC_MIXED, "FabricMixed", name + ": " + mixed.reason());
            case NodeFabric.Unsettled unsettled ->
                closed(NodeRoom.Cause.TRAINING, "FabricTraining", name + ": " + unsettled.reason());
            case NodeFabric.Standalone standalone -> Optional.empty();
            case NodeFabric.Member member
            when !member.clique().equals(node.place().imexClique()) ->
                closed(
                        NodeRoom.Cause.FABRIC_MIXED,
                        Members.CLIQUE_CHANGED,
                        name + " has not joined its new clique yet.");
            case NodeFabric.Member member -> imex(name, view.report().imex().state());
        };
    }

    /** A node without a daemon, or whose daemon cannot be seen, may still hold GPUs for itself. */
    private static Optional<NodeRoom.Closed> imex(NodeName name, ImexDaemonState daemon) {
        return switch (daemon) {
            case UNKNOWN, NOT_INSTALLED, INITIALIZING, WAITING_FOR_PEERS, READY -> Optional.empty();
            case WAITING_FOR_RECOVERY, SHUTTING_DOWN, UNAVAILABLE ->
                closed(NodeRoom.Cause.IMEX, "ImexUnavailable", name + ": its IMEX daemon is " + daemon + ".");
        };
    }

    private static Optional<NodeRoom.Closed> closed(NodeRoom.Cause cause, String reason, String message) {
        return Optional.of(new NodeRoom.Closed(cause, new Verdict(Health.UNKNOWN, reason, message)));
    }
}
