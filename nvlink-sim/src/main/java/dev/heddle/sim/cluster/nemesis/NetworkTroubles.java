package dev.heddle.sim.cluster.nemesis;

import static dev.heddle.sim.cluster.nemesis.Scene.seconds;

import dev.heddle.sim.cluster.Replica;
import dev.heddle.sim.virtual.Host;
import dev.heddle.sim.virtual.Links;
import dev.heddle.sim.virtual.VirtualNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What goes wrong between machines. */
final class NetworkTroubles implements Trouble.Group {

    private static final Duration SHORTEST_STALL = Duration.ofMillis(50);
    private static final Duration LONGEST_BURST = Duration.ofSeconds(5);
    private static final int MOST_STREAMS = 40;

    private final Scene scene;

    NetworkTroubles(Scene scene) {
        this.scene = scene;
    }

    @Override
    public Map<FaultKind, Trouble> troubles() {
        Map<FaultKind, Trouble> troubles = new EnumMap<>(FaultKind.class);
        troubles.put(FaultKind.CUT_AGENT, this::cutAgent);
        troubles.put(FaultKind.CUT_COORDINATORS, this::cutCoordinators);
        troubles.put(FaultKind.CUT_LEDGER, this::cutLedger);
        troubles.put(FaultKind.COORDINATOR_ISOLATED, this::isolate);
        troubles.put(FaultKind.SWIZZLE_CLOG, this::swizzle);
        troubles.put(FaultKind.STREAM_BREAK, chance -> onStream("a stream breaks", VirtualNetwork::breakOne));
        troubles.put(
                FaultKind.STREAM_HALF_OPEN, chance -> onStream("a stream half breaks", VirtualNetwork::halfBreakOne));
        troubles.put(FaultKind.STREAM_STALL, this::stall);
        troubles.put(FaultKind.LATE_BURST, this::burst);
        return troubles;
    }

    /** A fault of a stream that the network draws. */
    @FunctionalInterface
    private interface OfStream {
        void make(VirtualNetwork network);
    }

    private Optional<String> cutAgent(Chance chance) {
        return Optional.of(cut(scene.node(chance).host(), chance.any(scene.coordinatorHosts()), chance));
    }

    private Optional<String> cutCoordinators(Chance chance) {
        List<Host> hosts = new ArrayList<>(scene.coordinatorHosts());
        Host one = hosts.remove(chance.below(hosts.size()));
        return Optional.of(cut(one, chance.any(hosts), chance));
    }

    private Optional<String> cutLedger(Chance chance) {
        Host ledger = scene.cluster().store().host();
        return scene.coordinator(chance).map(replica -> cut(replica.host(), ledger, chance));
    }

    private String cut(Host one, Host other, Chance chance) {
        int which = chance.below(3);
        Duration duration = chance.some();
        List<Way> ways = new ArrayList<>();
        if (which != 0) {
            ways.add(new Way(one, other));
        }
        if (which != 1) {
            ways.add(new Way(other, one));
        }
        block(ways, duration);
        String arrow = which == 0 ? " <- " : which == 1 ? " -> " : " <-> ";
        return "cut " + one + arrow + other + " for " + seconds(duration);
    }

    private void block(List<Way> ways, Duration duration) {
        Links links = scene.links();
        ways.forEach(way -> links.block(way.from, way.to));
        scene.repairs().after(duration, "cut mended", () -> ways.forEach(way -> links.open(way.from, way.to)));
    }

    private Optional<String> isolate(Chance chance) {
        return scene.coordinator(chance).map(replica -> isolate(replica, chance));
    }

    private String isolate(Replica replica, Chance chance) {
        Duration duration = chance.some();
        block(ways(replica.host(), everyone()), duration);
        return "isolate " + scene.named(replica) + " for " + seconds(duration);
    }

    private List<Host> everyone() {
        List<Host> all = new ArrayList<>(scene.coordinatorHosts());
        all.add(scene.cluster().store().host());
        all.addAll(scene.nodeHosts());
        return all;
    }

    private static List<Way> ways(Host host, List<Host> others) {
        List<Way> ways = new ArrayList<>();
        for (Host other : others) {
            if (!other.equals(host)) {
                ways.add(new Way(host, other));
                ways.add(new Way(other, host));
            }
        }
        return ways;
    }

    /** Drawn here and not by the network, so that no way is blocked once nothing more is to be broken. */
    private Optional<String> swizzle(Chance chance) {
        Host ledger = scene.cluster().store().host();
        boolean node = chance.oneIn(3);
        Host host = node ? scene.node(chance).host() : chance.any(List.of(ledger, drawnCoordinator(chance)));
        List<Host> others = new ArrayList<>(scene.coordinatorHosts());
        if (!node) {
            others.add(ledger);
        }
        Duration most = chance.between(Duration.ofSeconds(1), Duration.ofSeconds(40));
        for (Way way : ways(host, others)) {
            Duration half = most.dividedBy(2);
            Duration closes = chance.between(Duration.ofMillis(1), half);
            Duration stays = half.minus(closes).plus(chance.between(Duration.ofMillis(1), half));
            scene.later(closes, "way blocked", () -> block(List.of(way), stays));
        }
        return Optional.of("swizzle-clog " + host + " within " + seconds(most));
    }

    private Host drawnCoordinator(Chance chance) {
        return scene.coordinator(chance)
                .map(Replica::host)
                .orElse(scene.coordinatorHosts().getFirst());
    }

    private Optional<String> onStream(String text, OfStream what) {
        if (scene.cluster().network().connections() == 0) {
            return Optional.empty();
        }
        what.make(scene.cluster().network());
        return Optional.of(text);
    }

    private Optional<String> stall(Chance chance) {
        Duration duration = chance.some();
        return onStream("a stream stalls for " + seconds(duration), network -> network.stallOne(duration));
    }

    private Optional<String> burst(Chance chance) {
        int streams = chance.between(2, MOST_STREAMS);
        Duration duration = chance.between(SHORTEST_STALL, LONGEST_BURST);
        return onStream(streams + " streams stall for " + seconds(duration), network -> {
            for (int stalled = 0; stalled < streams; stalled++) {
                network.stallOne(duration);
            }
        });
    }

    /** From one machine to another. */
    private record Way(Host from, Host to) {}
}
