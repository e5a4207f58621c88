package dev.heddle.sim.cluster.nemesis;

import static dev.heddle.sim.cluster.nemesis.Scene.seconds;

import dev.heddle.sim.cluster.Replica;
import dev.heddle.sim.cluster.SharedGrid;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What goes wrong with the grid, which is never the truth. */
final class GridTroubles implements Trouble.Group {

    private static final int MOST_EVENTS = 40;

    private final Scene scene;
    private final SharedGrid grid;

    GridTroubles(Scene scene) {
        this.scene = scene;
        this.grid = scene.cluster().grid();
    }

    @Override
    public Map<FaultKind, Trouble> troubles() {
        Map<FaultKind, Trouble> troubles = new EnumMap<>(FaultKind.class);
        troubles.put(FaultKind.GRID_LOST, this::lose);
        troubles.put(FaultKind.GRID_CLEARED, chance -> {
            grid.clear();
            return Optional.of("grid cleared");
        });
        troubles.put(FaultKind.GRID_RESURRECTED, chance -> {
            grid.resurrect();
            return Optional.of("grid entries as they were");
        });
        troubles.put(FaultKind.GRID_EVENTS_LOST, this::drop);
        troubles.put(FaultKind.GRID_EVENTS_REPEATED, this::repeat);
        troubles.put(FaultKind.GRID_EVENTS_LATE, this::delay);
        troubles.put(FaultKind.GRID_STUCK, this::stick);
        return troubles;
    }

    private Optional<String> lose(Chance chance) {
        double share = chance.share();
        grid.lose(share);
        return Optional.of(String.format(Locale.ROOT, "grid forgets %.0f %%", share * 100));
    }

    private Optional<String> drop(Chance chance) {
        int count = chance.between(1, MOST_EVENTS);
        grid.dropEvents(count);
        return Optional.of(count + " events of the grid lost");
    }

    private Optional<String> repeat(Chance chance) {
        int count = chance.between(1, MOST_EVENTS);
        grid.repeatEvents(count);
        return Optional.of(count + " events of the grid repeated");
    }

    private Optional<String> delay(Chance chance) {
        Duration duration = chance.some();
        grid.delayEvents(duration);
        return Optional.of("events of the grid late for " + seconds(duration));
    }

    private Optional<String> stick(Chance chance) {
        Replica replica = chance.any(scene.cluster().replicas());
        int partition = chance.between(0, SharedGrid.PARTITIONS - 1);
        grid.stick(replica.name(), partition);
        return Optional.of("grid partition " + partition + " does not answer " + replica + " any more");
    }

    /** Events are told as they should be. */
    void mend() {
        grid.mend();
    }
}
