package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.topology.NodeFabric;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A node's place in the ledger: into a unit, under a new boot, at another address or clique, into another unit. */
final class Adopting {

    private Adopting() {}

    static void adopt(Draft draft, NodeName name) {
        NodeView view = draft.view(name).orElseThrow();
        if (!view.observation().connected() || view.observation().report().isEmpty()) {
            return;
        }
        Optional<UnitState> home = draft.unitOf(name);
        if (home.isEmpty()) {
            cluster(view.fabric()).ifPresent(cluster -> join(draft, view, cluster));
            return;
        }
        UnitRecord unit = home.get().unit();
        UnitNode node = unit.nodes().get(name);
        if (node == null) {
            return;
        }
        if (Restoring.isBehind(view, node)) {
            Restoring.behind(draft, unit, node);
        } else if (unit.behind().contains(name)) {
            Restoring.hear(draft, view);
        }
        UnitRecord heard = draft.unitOf(name).orElseThrow().unit();
        // What it says now may be all that it ever says under this boot: nothing may be left for its next word.
        if (!heard.behind().contains(name)) {
            renew(draft, view, heard, heard.node(name).orElseThrow());
            follow(draft, view);
        }
    }

    /** The NVLink domain of a node whose GPUs are all settled; empty while they are not. */
    private static Optional<ClusterUuid> cluster(NodeFabric fabric) {
        return switch (fabric) {
            case NodeFabric.Member member -> Optional.of(member.cluster());
            case NodeFabric.Standalone standalone -> Optional.of(ClusterUuid.NONE);
            case NodeFabric.Mixed mixed -> Optional.empty();
            case NodeFabric.Unsettled unsettled -> Optional.empty();
        };
    }

    /** Nobody is adopted anew while a unit cannot be read: the node may be one of its nodes, with grants on it. */
    private static void join(Draft draft, NodeView view, ClusterUuid cluster) {
        if (draft.image().unitUnreadable()) {
            return;
        }
        if (draft.image().homes().size() >= Image.MAX_NODES) {
            draft.note(
                    true,
                    "TooManyNodes",
                    view.node(),
                    view.node() + " is not adopted: the ledger has its maximum of " + Image.MAX_NODES + " nodes.");
            return;
        }
        List<GpuUuid> gpus = uuids(view);
        for (GpuUuid gpu : gpus) {
            Optional<NodeName> owner = draft.image().gpus().get(gpu).filter(node -> !node.equals(view.node()));
            if (owner.isPresent()) {
                draft.note(
                        true,
                        "DuplicateGpu",
                        view.node(),
                        view.node() + " reports GPU " + gpu + ", which belongs to " + owner.get()
                                + ". Forget that node if the GPU was moved.");
                return;
            }
        }
        UnitRecord unit = (cluster.isNone()
                        ? Optional.<UnitId>empty()
                        : draft.image().clusters().get(cluster))
                .flatMap(draft.image().units()::get)
                .map(UnitState::unit)
                .orElseGet(() -> UnitRecord.empty(
                        new UnitId("unit-" + draft.context().ids().get()), cluster));
        if (!unit.behind().isEmpty()) {
            return;
        }
        UnitNode node = new UnitNode(
                        view.node(),
                        0,
                        view.observation().boot(),
                        UnitNode.State.ADOPTING,
                        place(view, OptionalLong.empty()),
                        gpus)
                .bumpedAbove(agentGeneration(view));
        draft.write(announced(unit, node));
        draft.note(false, "NodeAdopted", view.node(), view.node() + " is adopted with " + gpus.size() + " GPUs.");
    }

    /** A new boot, a lost record or a node that was declared off: nothing on it is believed until it is scrubbed. */
    private static void renew(Draft draft, NodeView view, UnitRecord unit, UnitNode node) {
        boolean rebooted = isRebooted(view, node);
        boolean forgetful = isForgetful(view, node);
        boolean doubted =
                rebooted || node.state().fenced() || (forgetful && !node.state().scrubbing());
        if (!doubted) {
            return;
        }
        UnitNode renewed = node.booted(view.observation().boot())
                .with(node.state().withScrubbing(true))
                .bumpedAbove(agentGeneration(view));
        draft.write(unit.with(renewed));
        draft.note(
                true,
                rebooted ? "NodeRebooted" : forgetful ? "AgentAmnesia" : "FencedNodeReturned",
                node.name(),
                node.name() + (rebooted ? " came back under another boot" : " cannot say what it holds")
                        + "; it is scrubbed before it is trusted.");
    }

    private static boolean isRebooted(NodeView view, UnitNode node) {
        return !view.observation().boot().equals(node.boot());
    }

    private static boolean isForgetful(NodeView view, UnitNode node) {
        return view.observation()
                .applied()
                .filter(applied -> applied.boot().equals(node.boot()) && applied.record() == RecordState.AMNESIA)
                .isPresent();
    }

    /** Follows what may change while a node is known: address, tray, GPUs, clique, domain. */
    private static void follow(Draft draft, NodeView view) {
        UnitRecord unit = draft.unitOf(view.node()).orElseThrow().unit();
        UnitNode node = unit.nodes().get(view.node());
        Optional<ClusterUuid> reported = cluster(view.fabric());
        if (node == null || reported.isEmpty()) {
            return;
        }
        if (!reported.get().equals(unit.cluster())) {
            Moving.move(draft, view, unit, reported.get());
            return;
        }
        boolean engaged = unit.engages(node.name());
        UnitNode.Place place = place(view, engaged ? node.place().imexClique() : clique(view));
        UnitNode changed = node;
        if (!engaged && !sameGpus(draft, view, node)) {
            changed = changed.withGpus(uuids(view)).bumped();
        }
        if (!place.equals(node.place())) {
            draft.write(announced(unit.with(node), changed.at(place).bumped()));
        } else if (changed != node) {
            draft.write(unit.with(changed));
        }
    }

    private static boolean sameGpus(Draft draft, NodeView view, UnitNode node) {
        List<GpuUuid> gpus = uuids(view);
        return gpus.equals(node.gpus())
                || view.report().gpus().stream().anyMatch(Gpu::lost)
                || gpus.stream().anyMatch(gpu -> isForeign(draft.image(), gpu, node));
    }

    private static boolean isForeign(Image image, GpuUuid gpu, UnitNode node) {
        return image.gpus().get(gpu).filter(owner -> !owner.equals(node.name())).isPresent();
    }

    /** Puts a node into its unit and tells the nodes of its IMEX domain, old and new, who answers to which name. */
    static UnitRecord announced(UnitRecord before, UnitNode node) {
        UnitRecord unit = before;
        Optional<UnitNode> known = before.node(node.name());
        for (UnitNode peer : before.nodes().values()) {
            boolean concerned = sharesImex(peer, node)
                    || known.filter(old -> sharesImex(peer, old)).isPresent();
            if (!peer.name().equals(node.name()) && concerned) {
                unit = unit.with(peer.bumped());
            }
        }
        return unit.with(node);
    }

    /** Takes a node out of its unit and tells the nodes of its IMEX domain that nobody answers to its name. */
    static UnitRecord departed(UnitRecord before, NodeName name) {
        UnitRecord unit = before.without(name);
        Optional<UnitNode> gone = before.node(name);
        for (UnitNode peer : unit.nodes().values()) {
            if (gone.filter(node -> sharesImex(peer, node)).isPresent()) {
                unit = unit.with(peer.bumped());
            }
        }
        return unit;
    }

    private static boolean sharesImex(UnitNode a, UnitNode b) {
        return a.place().imexClique().isPresent()
                && a.place().imexClique().equals(b.place().imexClique());
    }

    static List<GpuUuid> uuids(NodeView view) {
        return view.report().gpus().stream().map(Gpu::uuid).toList();
    }

    private static OptionalLong clique(NodeView view) {
        return view.fabric() instanceof NodeFabric.Member member ? member.clique() : OptionalLong.empty();
    }

    private static UnitNode.Place place(NodeView view, OptionalLong committed) {
        OptionalLong clique = committed.isPresent() ? committed : clique(view);
        return new UnitNode.Place(
                view.location().rack(),
                view.location().tray(),
                clique,
                view.observation().hello().address());
    }

    /** The highest generation that the agent names. */
    static long agentGeneration(NodeView view) {
        long applied = view.observation()
                .applied()
                .map(Applied::stamp)
                .map(stamp -> stamp.generation())
                .orElse(0L);
        return Math.max(applied, view.observation().hello().generation());
    }
}
