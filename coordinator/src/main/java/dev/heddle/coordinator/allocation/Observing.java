package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.health.Health;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.health.Verdict;
import dev.heddle.coordinator.topology.NodeObservation;
import dev.heddle.coordinator.topology.PersistentMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an agent's word changes: the node's view, its place in a unit, releases, and ComputeDomains it is part of. */
final class Observing {

    private Observing() {}

    static Reply observe(Draft draft, NodeObservation observation) {
        NodeName node = observation.node();
        Optional<NodeView> before = draft.view(node);
        if (before.isPresent() && isOutdated(before.get().observation(), observation)) {
            return new Reply.Done();
        }
        if (before.isEmpty() && draft.unitOf(node).isEmpty() && !madeRoom(draft)) {
            return new Reply.Done();
        }
        draft.add(new Event.NodeObserved(observation));
        draft.touch(node);
        NodeView after = draft.view(node).orElseThrow();
        report(draft, before, after);
        Applying.heard(draft, after);
        Adopting.adopt(draft, node);
        Forming.reconsider(draft, node);
        if (roomGrew(before, after)) {
            draft.roomGrew();
        }
        return new Reply.Done();
    }

    /** Room for one more stranger. One that finds none is heard again with its next heartbeat. */
    private static boolean madeRoom(Draft draft) {
        if (draft.image().strangers().size() < Image.MAX_STRANGERS) {
            return true;
        }
        for (PersistentMap.Entry<NodeName, NodeView> stranger : draft.image().strangers()) {
            if (!stranger.value().observation().connected()) {
                draft.add(new Event.NodeDropped(stranger.key()));
                return true;
            }
        }
        return false;
    }

    /** Only the node's highest session counts, in it only what was said last, and what is closed stays closed. */
    private static boolean isOutdated(NodeObservation known, NodeObservation heard) {
        return heard.isOlderThan(known)
                || (heard.session() == known.session() && !known.connected() && heard.connected());
    }

    private static boolean roomGrew(Optional<NodeView> before, NodeView after) {
        if (!after.observation().connected()) {
            return false;
        }
        return before.isEmpty()
                || !before.get().gpus().equals(after.gpus())
                || !before.get().fabric().equals(after.fabric())
                || !before.get()
                        .observation()
                        .applied()
                        .equals(after.observation().applied());
    }

    private static void report(Draft draft, Optional<NodeView> before, NodeView after) {
        NodeName node = after.node();
        boolean was = before.map(view -> view.observation().connected()).orElse(false);
        boolean is = after.observation().connected();
        // That a new leader hears a node of its ledger for the first time is no news.
        boolean known = before.isEmpty() && draft.unitOf(node).isPresent();
        if (is && !was && !known) {
            draft.note(false, "NodeConnected", node, node + " is connected.");
        } else if (was && !is) {
            draft.note(true, "NodeLost", node, node + " is not connected any more.");
        }
        if (is && after.observation().report().isPresent()) {
            before.filter(view -> view.observation().report().isPresent()).ifPresent(view -> gpus(draft, view, after));
        }
        after.observation()
                .applied()
                .flatMap(Applied::refusal)
                .filter(refusal -> !before.flatMap(v -> v.observation().applied())
                        .flatMap(Applied::refusal)
                        .equals(Optional.of(refusal)))
                .ifPresent(refusal -> draft.note(
                        true,
                        "DesiredRefused",
                        node,
                        node + " refused its orders: " + Names.camel(refusal.reason()) + " " + refusal.detail()));
    }

    private static void gpus(Draft draft, NodeView before, NodeView after) {
        Map<GpuUuid, Verdict> known = verdicts(before);
        List<Gpu> gpus = after.report().gpus();
        for (int i = 0; i < gpus.size(); i++) {
            Verdict now = after.gpus().get(i);
            Verdict then = known.remove(gpus.get(i).uuid());
            if (then != null && !then.equals(now)) {
                gpu(draft, after, gpus.get(i).index(), now);
            }
        }
        known.forEach((uuid, verdict) -> draft.note(
                true,
                "GpuGone",
                new Note.Subject("Gpu", after.node() + "/" + uuid),
                after.location().rack().value(),
                after.node() + ": GPU " + uuid + " is not enumerated any more."));
    }

    private static void gpu(Draft draft, NodeView view, int index, Verdict now) {
        String name = view.node() + "/gpu-" + index;
        boolean well = now.health() == Health.HEALTHY;
        draft.note(
                !well,
                well ? "GpuHealthy" : now.reason(),
                new Note.Subject("Gpu", name),
                view.location().rack().value(),
                name + ": " + (well ? "healthy again." : now.message()));
    }

    private static Map<GpuUuid, Verdict> verdicts(NodeView view) {
        Map<GpuUuid, Verdict> verdicts = new HashMap<>();
        List<Gpu> gpus = view.report().gpus();
        for (int i = 0; i < gpus.size(); i++) {
            verdicts.put(gpus.get(i).uuid(), view.gpus().get(i));
        }
        return verdicts;
    }
}
