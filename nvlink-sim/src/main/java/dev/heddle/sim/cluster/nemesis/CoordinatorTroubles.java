package dev.heddle.sim.cluster.nemesis;

import static dev.heddle.sim.cluster.nemesis.Scene.seconds;

import dev.heddle.sim.cluster.Replica;
import dev.heddle.sim.virtual.VirtualProcess;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** What goes wrong with coordinators. */
final class CoordinatorTroubles implements Trouble.Group {

    /** A takeover alone has about a dozen calls to the ledger. */
    private static final int FARTHEST_CALL = 24;

    private static final Duration LEAST_SLOW = Duration.ofMillis(1);
    private static final Duration MOST_SLOW = Duration.ofMillis(400);

    private final Scene scene;

    CoordinatorTroubles(Scene scene) {
        this.scene = scene;
    }

    @Override
    public Map<FaultKind, Trouble> troubles() {
        Map<FaultKind, Trouble> troubles = new EnumMap<>(FaultKind.class);
        troubles.put(FaultKind.COORDINATOR_CRASH, one(this::crash));
        troubles.put(FaultKind.COORDINATOR_CRASH_AT_CALL, one(this::crashAtCall));
        troubles.put(FaultKind.COORDINATOR_PAUSE, one(this::pause));
        troubles.put(FaultKind.COORDINATOR_PAUSE_AT_CALL, one(this::pauseAtCall));
        troubles.put(FaultKind.COORDINATOR_STOP, one(this::stop));
        troubles.put(FaultKind.COORDINATORS_KILLED, this::killAll);
        troubles.put(FaultKind.COORDINATOR_CLOCK_STEP, one(this::step));
        troubles.put(FaultKind.COORDINATOR_CLOCK_DRIFT, one(this::drift));
        troubles.put(FaultKind.COORDINATOR_SLOW, one(this::slow));
        return troubles;
    }

    private Trouble one(BiFunction<Replica, Chance, String> what) {
        return chance -> scene.coordinator(chance).map(replica -> what.apply(replica, chance));
    }

    private String crash(Replica replica, Chance chance) {
        Duration down = chance.some();
        String text = "kill -9 " + scene.named(replica) + ", back after " + seconds(down);
        replica.crash(down);
        return text;
    }

    private String crashAtCall(Replica replica, Chance chance) {
        int call = chance.between(1, FARTHEST_CALL);
        boolean after = chance.either();
        replica.crashAtCall(call, after);
        return "kill -9 " + scene.named(replica) + at(call, after);
    }

    private static String at(int call, boolean after) {
        return (after ? " after" : " before") + " its " + call + ". next call to the ledger";
    }

    private String pause(Replica replica, Chance chance) {
        Duration duration = chance.some();
        replica.pause(duration);
        return "pause " + scene.named(replica) + " for " + seconds(duration);
    }

    private String pauseAtCall(Replica replica, Chance chance) {
        int call = chance.between(1, FARTHEST_CALL);
        boolean after = chance.either();
        Duration duration = chance.some();
        replica.pauseAtCall(call, after, duration);
        return "pause " + scene.named(replica) + " for " + seconds(duration) + at(call, after);
    }

    private String stop(Replica replica, Chance chance) {
        Duration down = chance.some();
        String text = "stop " + scene.named(replica) + ", back after " + seconds(down);
        replica.stop(down);
        return text;
    }

    private Optional<String> killAll(Chance chance) {
        List<Replica> running =
                scene.cluster().replicas().stream().filter(Replica::running).toList();
        running.forEach(replica -> replica.crash(chance.some()));
        return running.isEmpty() ? Optional.empty() : Optional.of("kill -9 all coordinators at once");
    }

    private String step(Replica replica, Chance chance) {
        VirtualProcess process = replica.process().orElseThrow();
        return step(scene, process, chance);
    }

    private String drift(Replica replica, Chance chance) {
        return drift(scene, replica.process().orElseThrow(), chance);
    }

    private String slow(Replica replica, Chance chance) {
        VirtualProcess process = replica.process().orElseThrow();
        Duration by = chance.between(LEAST_SLOW, MOST_SLOW);
        Duration duration = chance.some();
        process.slow(by.toNanos());
        scene.repairs().after(duration, "coordinator is quick again", () -> process.slow(0));
        return "slow " + scene.named(replica) + " by " + seconds(by) + " a step for " + seconds(duration);
    }

    static String step(Scene scene, VirtualProcess process, Chance chance) {
        Duration by = chance.between(Duration.ofMillis(100), Duration.ofDays(1));
        Duration signed = chance.either() ? by : by.negated();
        Duration duration = chance.some();
        process.clock().step(signed);
        scene.repairs().after(duration, "clock set right", () -> process.clock().setRight());
        return "wall clock of " + process.name() + " set by " + seconds(signed) + " for " + seconds(duration);
    }

    static String drift(Scene scene, VirtualProcess process, Chance chance) {
        double rate = chance.rate();
        Duration duration = chance.some();
        process.clock().rate(rate);
        scene.repairs()
                .after(duration, "clock at its rate", () -> process.clock().rate(1));
        return String.format(
                Locale.ROOT, "monotonic clock of %s at %.2f for %s", process.name(), rate, seconds(duration));
    }
}
