package dev.heddle.sim.cluster.nemesis;

import static dev.heddle.sim.cluster.nemesis.Scene.seconds;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.virtual.Host;
import dev.heddle.sim.virtual.VirtualNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What operators do, at the worst moments but never wrongly. */
final class OperatorTroubles implements Trouble.Group {

    private static final int MOST_NODES = 3;
    private static final int MOST_REFUSALS = 10;
    private static final Duration SOONEST = Duration.ofSeconds(1);
    private static final Duration LATEST = Duration.ofSeconds(20);
    private static final Duration MOST_CUT = Duration.ofSeconds(90);

    private final Scene scene;
    private final Client client;
    private final Cordons cordons;
    private int fencing;

    OperatorTroubles(Scene scene, Client client) {
        this.scene = scene;
        this.client = client;
        this.cordons = new Cordons(scene.cluster(), client);
    }

    @Override
    public Map<FaultKind, Trouble> troubles() {
        Map<FaultKind, Trouble> troubles = new EnumMap<>(FaultKind.class);
        troubles.put(FaultKind.NODE_FENCED, this::fence);
        troubles.put(FaultKind.NODE_CORDONED, this::cordon);
        troubles.put(FaultKind.NODE_FORGOTTEN, this::forget);
        return troubles;
    }

    private Optional<String> fence(Chance chance) {
        VirtualNode node = scene.node(chance);
        Duration wait = chance.between(SOONEST, LATEST);
        return scene.hold(new Fault.TrayPulled(node.tray().ref())).map(off -> {
            fencing++;
            Fencing of = new Fencing(scene, client, node, off, () -> fencing--);
            scene.time().after(wait, "operator fences", of::begin);
            return node.name() + " off, fenced in " + seconds(wait);
        });
    }

    private Optional<String> cordon(Chance chance) {
        List<NodeName> nodes = new ArrayList<>();
        for (int count = chance.between(1, MOST_NODES); count > 0; count--) {
            NodeName drawn = scene.node(chance).name();
            if (!nodes.contains(drawn)) {
                nodes.add(drawn);
            }
        }
        Duration duration = chance.some();
        cordons.cordon(nodes, duration);
        return Optional.of("cordon " + nodes + " for " + seconds(duration));
    }

    /** A node that holds something would not be forgotten, so most often one that does not. */
    private Optional<String> forget(Chance chance) {
        VirtualNode node = scene.node(chance, chance.oneIn(4));
        Duration gone = chance.between(LATEST, MOST_CUT);
        Duration wait = chance.between(SOONEST, LATEST);
        boolean power = chance.either();
        if (power && !scene.breakHardware(new Fault.TrayPulled(node.tray().ref()), gone)) {
            return Optional.empty();
        }
        if (!power) {
            cutOff(node, gone);
        }
        long until = scene.time().nanos() + gone.toNanos();
        scene.later(wait, "operator forgets", () -> forget(node, until));
        return Optional.of(node.name() + (power ? " off" : " cut off") + ", forgotten in " + seconds(wait));
    }

    private void cutOff(VirtualNode node, Duration gone) {
        List<Host> coordinators = scene.coordinatorHosts();
        scene.links().split(List.of(node.host()), coordinators);
        scene.repairs()
                .after(
                        gone,
                        "cut mended",
                        () -> coordinators.forEach(host -> {
                            scene.links().open(node.host(), host);
                            scene.links().open(host, node.host());
                        }));
    }

    private void forget(VirtualNode node, long until) {
        int[] refusals = {0};
        client.ask(
                new Command.Forget(node.name()),
                () -> !scene.calm()
                        && refusals[0] < MOST_REFUSALS
                        && scene.time().nanos() < until,
                reply -> {
                    refusals[0]++;
                    return reply instanceof Reply.Done;
                });
    }

    /** Opens what is cordoned. Nodes that are being fenced get their power back once that is answered. */
    void mend() {
        cordons.mend();
    }

    /** Whether no operator is busy any more. */
    boolean settled() {
        return fencing == 0 && cordons.settled();
    }
}
