package dev.heddle.sim.cluster.nemesis;

import static dev.heddle.sim.cluster.nemesis.Scene.seconds;

import dev.heddle.agent.apply.AgentRecord;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.sim.cluster.Stranger;
import dev.heddle.sim.virtual.AgentRecords;
import dev.heddle.sim.virtual.VirtualNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What goes wrong between clusters. Whoever is led to another one's coordinator stays true to its own; where its record
 * is lost meanwhile, the other one adopts it, and an operator has to win it back.
 */
final class StrangerTroubles implements Trouble.Group {

    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Scene scene;

    StrangerTroubles(Scene scene) {
        this.scene = scene;
    }

    @Override
    public Map<FaultKind, Trouble> troubles() {
        return Map.of(FaultKind.AGENT_ASTRAY, this::leadAstray);
    }

    private Optional<String> leadAstray(Chance chance) {
        VirtualNode node = scene.node(chance);
        Duration duration = chance.some();
        ClusterId own = scene.cluster().id();
        if (!pinned(node).equals(Optional.of(own))) {
            return Optional.empty();
        }
        Stranger stranger = scene.cluster().stranger();
        stranger.start();
        scene.cluster().network().lead(node.host(), stranger.target());
        breakStreams(node);
        scene.repairs().after(duration, "way found", () -> leadBack(node));
        return Optional.of("agent of " + node.name() + " reaches another cluster for " + seconds(duration));
    }

    private void leadBack(VirtualNode node) {
        scene.cluster().network().leadBack(node.host());
        breakStreams(node);
        scene.repairs().after(LOOK, "operator looks", () -> winBack(node));
    }

    private void breakStreams(VirtualNode node) {
        node.process().ifPresent(scene.cluster().network()::breakAll);
    }

    private void winBack(VirtualNode node) {
        Optional<ClusterId> pinned = pinned(node);
        if (pinned.equals(Optional.of(scene.cluster().stranger().id()))) {
            byte[] own = scene.cluster().id().value().getBytes(StandardCharsets.UTF_8);
            node.disk().put(VirtualNode.STATE.resolve("readopt"), own);
        }
    }

    private static Optional<ClusterId> pinned(VirtualNode node) {
        return AgentRecords.of(node).flatMap(AgentRecord::cluster);
    }
}
