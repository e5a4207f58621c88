package dev.heddle.sim.cluster.nemesis;

import static dev.heddle.sim.cluster.nemesis.Scene.seconds;

import dev.heddle.sim.virtual.CrashPoint;
import dev.heddle.sim.virtual.CrashPoint.Place;
import dev.heddle.sim.virtual.VirtualNode;
import dev.heddle.sim.virtual.VirtualProcess;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** What goes wrong with node agents and with the lives of their nodes. */
final class AgentTroubles implements Trouble.Group {

    private static final int FARTHEST_STEP = 12;
    private static final List<Place> PLACES = List.of(Place.values());

    private final Scene scene;

    AgentTroubles(Scene scene) {
        this.scene = scene;
    }

    @Override
    public Map<FaultKind, Trouble> troubles() {
        Map<FaultKind, Trouble> troubles = new EnumMap<>(FaultKind.class);
        troubles.put(FaultKind.AGENT_CRASH, one(this::crash));
        troubles.put(FaultKind.AGENT_CRASH_AT_STEP, one((node, chance) -> crashAt(node, chance, false)));
        troubles.put(FaultKind.NODE_POWER_LOSS_AT_STEP, one((node, chance) -> crashAt(node, chance, true)));
        troubles.put(FaultKind.NODE_REBOOT, this::reboot);
        troubles.put(FaultKind.AGENT_PAUSE, one(this::pause));
        troubles.put(FaultKind.AGENT_STOP, one(this::stop));
        troubles.put(FaultKind.SECOND_AGENT, one(this::second));
        troubles.put(FaultKind.AGENT_CLOCK_STEP, clock(CoordinatorTroubles::step));
        troubles.put(FaultKind.AGENT_CLOCK_DRIFT, clock(CoordinatorTroubles::drift));
        return troubles;
    }

    /** A fault of the agent's process. */
    @FunctionalInterface
    private interface OfClock {
        String make(Scene scene, VirtualProcess process, Chance chance);
    }

    private Trouble one(BiFunction<VirtualNode, Chance, String> what) {
        return chance -> {
            VirtualNode node = scene.node(chance);
            return node.running() ? Optional.of(what.apply(node, chance)) : Optional.empty();
        };
    }

    private Trouble clock(OfClock what) {
        return one((node, chance) -> what.make(scene, node.process().orElseThrow(), chance));
    }

    private String crash(VirtualNode node, Chance chance) {
        Duration down = chance.some();
        node.crash(down);
        return "kill -9 agent of " + node.name() + ", back after " + seconds(down);
    }

    private String crashAt(VirtualNode node, Chance chance, boolean power) {
        CrashPoint point = new CrashPoint(chance.between(1, FARTHEST_STEP), chance.any(PLACES), power);
        node.crashAt(point);
        // The agent that is told so may take no step for hours: what has not happened by then is called off.
        VirtualProcess process = node.process().orElseThrow();
        scene.repairs().after(Duration.ofSeconds(60), "crash called off", () -> spare(node, process));
        return (power ? "power loss of " : "kill -9 agent of ") + node.name() + " "
                + point.place().name().toLowerCase(Locale.ROOT) + " its " + point.step() + ". next step";
    }

    private static void spare(VirtualNode node, VirtualProcess process) {
        if (process.alive() && node.process().filter(now -> now == process).isPresent()) {
            node.spare();
        }
    }

    private Optional<String> reboot(Chance chance) {
        VirtualNode node = scene.node(chance);
        Duration off = chance.some();
        return node.reboot(off) ? Optional.of("reboot " + node.name() + ", off for " + seconds(off)) : Optional.empty();
    }

    private String pause(VirtualNode node, Chance chance) {
        Duration duration = chance.some();
        node.pause(duration);
        return "pause agent of " + node.name() + " for " + seconds(duration);
    }

    private String stop(VirtualNode node, Chance chance) {
        Duration down = chance.some();
        node.stop(down);
        return "stop agent of " + node.name() + ", back after " + seconds(down);
    }

    private String second(VirtualNode node, Chance chance) {
        node.startSecond();
        return "second agent on " + node.name();
    }
}
