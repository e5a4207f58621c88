package dev.heddle.sim.cluster.nemesis;

import static dev.heddle.sim.cluster.nemesis.Scene.seconds;

import dev.heddle.sim.cluster.Replica;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Upgrades that are rolled out, to some coordinators or to all of them, and rolled back. */
final class ReleaseTroubles implements Trouble.Group {

    private static final String OTHER = "other";
    private static final Duration DOWN = Duration.ofSeconds(1);
    private static final Duration BETWEEN = Duration.ofSeconds(3);

    private final Scene scene;
    private final String first;
    private final Set<String> changed = new TreeSet<>();

    /** @param first the release that coordinators have unless told otherwise */
    ReleaseTroubles(Scene scene, String first) {
        this.scene = scene;
        this.first = first;
    }

    @Override
    public Map<FaultKind, Trouble> troubles() {
        Map<FaultKind, Trouble> troubles = new EnumMap<>(FaultKind.class);
        troubles.put(FaultKind.COORDINATOR_RELEASE, this::roll);
        return troubles;
    }

    private Optional<String> roll(Chance chance) {
        if (!changed.isEmpty()) {
            return Optional.empty();
        }
        List<Replica> replicas = scene.cluster().replicas();
        int count = chance.between(1, replicas.size());
        Duration duration = BETWEEN.multipliedBy(count).plus(chance.some());
        for (int index = 0; index < count; index++) {
            Replica replica = replicas.get(index);
            changed.add(replica.name());
            scene.later(BETWEEN.multipliedBy(index), "upgrade", () -> restart(replica, OTHER));
        }
        scene.repairs().after(duration, "upgrade rolled back", this::back);
        return Optional.of(count + " coordinators restarted as another release for " + seconds(duration));
    }

    private void back() {
        int index = 0;
        for (Replica replica : scene.cluster().replicas()) {
            if (changed.contains(replica.name())) {
                scene.time().after(BETWEEN.multipliedBy(index), "downgrade", () -> restart(replica, first));
                index++;
            }
        }
        changed.clear();
    }

    private void restart(Replica replica, String release) {
        replica.release(release);
        if (replica.running()) {
            replica.stop(DOWN);
        }
    }
}
